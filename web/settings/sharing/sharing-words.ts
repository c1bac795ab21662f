// Settings, sharing rules: a rule in plain words, so that the list can be read aloud.
import { api, type Row } from '../../api.ts'
import { useMembers } from '../../queries.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { filterFields } from '../../records/filter/filter-fields.ts'
import { countConditions, readFilter, type Filter } from '../../records/filter/filter-model.ts'
import { itemWords } from '../../records/filter/filter-words.ts'
import { useBranchOptions, useRoleOptions, useTeamOptions } from '../members/queries.ts'
import { sharingTexts as h } from './texts.ts'

export type SharingRule = Row<'GET /sharing-rules'>
export const sharedKinds = ['role', 'team', 'branch', 'member'] as const
export type SharedKind = (typeof sharedKinds)[number]
type Option = { value: string; label: string }

export const sharingQuery = { queryKey: ['sharing-rules'], queryFn: async () => (await api.get('/sharing-rules')).data }

/** Those with whom records may be shared, by kind. */
export function useSharedOptions(): Record<SharedKind, Option[]> {
  const people = useMembers().filter((member) => member.kind !== 'workflow' && member.active).map((member) => ({ value: member.id, label: member.name }))
  return { role: useRoleOptions(), team: useTeamOptions(), branch: useBranchOptions(), member: people }
}

export const kindOf = ({ to }: Pick<SharingRule, 'to'>): SharedKind => sharedKinds.find((kind) => to[kind] !== undefined) ?? 'role'

/** "Everyone in the team Service may see every deal where Stage is one of Won". */
export function useRuleWords(): (rule: SharingRule) => string {
  const tools = useFieldTools()
  const options = useSharedOptions()
  return (rule) => {
    const { t, objectOf } = tools
    const kind = kindOf(rule)
    const name = options[kind].find((one) => one.value === rule.to[kind])?.label ?? tools.members.get(rule.to.member ?? '')?.name ?? t(h.gone)
    const whom = kind === 'member' ? name : t({ role: h.whom, team: h.whomTeam, branch: h.whomBranch }[kind], { name })
    const object = objectOf(rule.object)
    const group = readFilter((rule.filter ?? {}) as Filter)
    const said = { whom, access: t(h[rule.access]), object: t(object?.label) || rule.object }
    if (!object || !countConditions(group)) return t(h.sentenceAll, said)
    return t(h.sentence, { ...said, condition: itemWords(group, filterFields(object, tools), tools) })
  }
}
