// Settings, members: roles and teams as the server sends them, and how they are named.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, type Row } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { useBranches } from '../../queries.ts'

/** Administrators alone are told a role's rights, and only their screens ask for them. */
export type Role = Required<Row<'GET /roles'>>
export type Rights = Role['others']
export type FieldRight = Rights['fields'][string]
export type Team = Row<'GET /teams'>

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: async () => (await api.get('/roles')).data as Role[] })
export const teamsQuery = queryOptions({ queryKey: ['teams'], queryFn: async () => (await api.get('/teams')).data })

export function useBranchOptions(): { value: string; label: string }[] {
  const t = useText()
  return useBranches().map((branch) => ({ value: branch.id, label: t(branch.label) || branch.name }))
}

export function useRoleOptions(): { value: string; label: string }[] {
  const t = useText()
  return (useQuery(rolesQuery).data ?? []).map((role) => ({ value: role.name, label: t(role.label) || role.name }))
}

export function useTeamOptions(): { value: string; label: string }[] {
  const t = useText()
  return (useQuery(teamsQuery).data ?? []).map((team) => ({ value: team.id, label: t(team.label) || team.name }))
}
