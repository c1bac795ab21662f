// The workflow room's screens: the labels that a workflow is read aloud with, from what the app has loaded.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useRegion, type Language } from '../../../web/i18n.tsx'
import { branchWords } from '../../../web/records/branch-words.ts'
import { useFieldTools, type FieldTools } from '../../../web/records/field-tools.tsx'
import { rolesQuery, teamsQuery } from '../../../web/settings/members/queries.ts'
import type { FieldInfo } from '../../../web/queries.ts'
import { labelIn, within, type Lexicon, type SpokenObject } from '../summary/lexicon.ts'
import type { SpokenStep, Speech } from '../summary/name-words.ts'
import type { SpokenWorkflow } from '../summary/summary.ts'
import type { Draft } from './queries.ts'

type Named = { name: string; label?: Parameters<typeof labelIn>[1] }

function lexiconOf({ t, members, branches, objectOf, optionsOf }: FieldTools, roles: Named[], teams: Named[], language: Language): Lexicon {
  const nameIn = (list: Named[], name: string) => list.filter((one) => one.name === name).map(({ label }) => labelIn({ language }, label, name))[0]
  return {
    language,
    objectOf: (name) => objectOf(name) as unknown as SpokenObject | undefined,
    optionsOf: (_, field) => optionsOf(field as unknown as FieldInfo),
    memberName: (id) => (id.startsWith('branch:') ? within(branchWords(id.slice(7), { t, branches })) : members.get(id)?.name),
    roleName: (name) => nameIn(roles, name),
    teamName: (name) => nameIn(teams, name),
  }
}

/** In the viewer's language unless another is asked for. */
export function useLexicon(chosen?: Language): Lexicon {
  const { language } = useRegion()
  const tools = useFieldTools()
  const roles = useQuery(rolesQuery).data
  const teams = useQuery(teamsQuery).data
  return useMemo(() => lexiconOf(tools, roles ?? [], teams ?? [], chosen ?? language), [tools, roles, teams, chosen, language])
}

/** A draft as the summary takes it. */
export const spoken = ({ object, trigger, condition, exit, inTransaction, steps }: Pick<Draft, 'object' | 'trigger' | 'condition' | 'exit' | 'inTransaction' | 'steps'>): SpokenWorkflow =>
  ({ object, trigger: trigger as SpokenWorkflow['trigger'], condition, exit, inTransaction, steps: steps as SpokenStep[] })

export const speechOf = (lexicon: Lexicon, { object, trigger, steps }: Pick<Draft, 'object' | 'trigger' | 'steps'>): Speech =>
  ({ lexicon, object: object ?? undefined, steps: steps as SpokenStep[], inputs: 'inputs' in trigger ? trigger.inputs : [] })
