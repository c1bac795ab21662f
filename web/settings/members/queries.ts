// Settings, members: roles and teams as the server sends them, and how they are named.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, client, type Row } from '../../api.ts'
import { useText, type Label } from '../../i18n.tsx'
import type { Scope } from '../../queries.ts'

export type FieldRight = 'hidden' | 'read' | 'write'
export type Rights = { read: Scope; create: boolean; update: Scope; delete: Scope; fields: Record<string, FieldRight>; sensitive?: 'shown' | 'masked' }
export type Role = { name: string; label: Label; administrator: boolean; objects: Record<string, Rights>; others: Rights }
export type Team = { id: string; name: string; label: Label; parent: string | null; manager: string | null; branch: string | null; members: string[] }
export type Branch = Row<'GET /branches'>

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: async () => (await api.get<{ data: Role[] }>('/roles')).data })
export const teamsQuery = queryOptions({ queryKey: ['teams'], queryFn: async () => (await api.get<{ data: Team[] }>('/teams')).data })

export const branchesQuery = queryOptions({ queryKey: ['branches'], queryFn: async () => (await client.get('/branches', { query: { limit: 500 } })).data })

export function useBranchOptions(): { value: string; label: string }[] {
  const t = useText()
  return (useQuery(branchesQuery).data ?? []).map((branch) => ({ value: branch.id, label: t(branch.label) || branch.name }))
}

export function useRoleOptions(): { value: string; label: string }[] {
  const t = useText()
  return (useQuery(rolesQuery).data ?? []).map((role) => ({ value: role.name, label: t(role.label) || role.name }))
}

export function useTeamOptions(): { value: string; label: string }[] {
  const t = useText()
  return (useQuery(teamsQuery).data ?? []).map((team) => ({ value: team.id, label: t(team.label) || team.name }))
}
