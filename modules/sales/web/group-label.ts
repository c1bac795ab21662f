// Sales insight: how the value of a group reads: a member's name, a team, an option's label.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useObjects } from '../../../web/queries.ts'
import { salesTexts as s } from './texts.ts'

export const teamsQuery = { queryKey: ['teams'], staleTime: 60_000, queryFn: async () => (await api.get('/teams')).data }

/** Each of the team and of all that lie in it, as its members: under the one id. */
export function useTeamMembers(team: string): Map<string, string[]> {
  const { data } = useQuery({ ...teamsQuery, enabled: team !== '' })
  const within = (id: string): string[] => (data ?? []).flatMap((one) => (one.id === id ? one.members : one.parent === id ? within(one.id) : []))
  return new Map([[team, within(team)]])
}

export function useGroupLabel(): (group: string, value: unknown) => string {
  const t = useText()
  const members = useMembers()
  const objects = useObjects()
  const teams = useQuery(teamsQuery).data ?? []
  return (group, value) => {
    if (value === null || value === undefined || value === '') return t(s.none)
    const id = String(value)
    if (group === 'owner') return members.find((member) => member.id === id)?.name ?? id
    if (group === 'owner.team') return t(teams.find((team) => team.id === id)?.label) || id
    const [first, second] = group.split('.')
    const field = objects.find((object) => object.name === (second ? first : 'deal'))?.fields.find((one) => one.name === (second ?? first))
    return t(field?.options?.find((option) => option.value === id)?.label) || id
  }
}
