// What cells and inputs need to speak of values: members, objects, options, formats and the language; fetched once per screen,
// not once per cell.
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { optionFits } from '../../kernel/object/option-fit.ts'
import { useText, type Label, type Values } from '../i18n.tsx'
import { useBranches, useMembers, useObjects, usePipelines, useSession, type Branch, type FieldInfo, type FieldOption, type Member, type ObjectInfo } from '../queries.ts'
import { useFormat } from '../use-format.ts'
import { stageOptions } from './options.ts'
import type { RecordRow } from './field-web.ts'

export type FieldTools = {
  t: (text: Label, values?: Values) => string
  format: ReturnType<typeof useFormat>
  members: Map<string, Member>
  branches: Branch[]
  me: string | null
  objects: ObjectInfo[]
  objectOf: (name: string) => ObjectInfo | undefined
  /** A stage's options come from the pipelines; with a record, from the pipeline that it is in, and only those that go with what else it holds. */
  optionsOf: (field: FieldInfo, record?: RecordRow) => FieldOption[]
}

const Context = createContext<FieldTools | null>(null)

export function FieldToolsProvider({ children }: { children: ReactNode }) {
  const t = useText()
  const format = useFormat()
  const list = useMembers()
  const branches = useBranches()
  const objects = useObjects()
  const pipelines = usePipelines()
  const me = useSession()?.member.id ?? null
  const tools = useMemo<FieldTools>(() => {
    // A field knows its object here: a stage's options depend on it.
    const known = objects.map((object) => ({ ...object, fields: object.fields.map((field) => ({ ...field, object: object.name })) }))
    const byName = new Map(known.map((object) => [object.name, object]))
    return {
      t, format, me, branches, objects: known,
      members: new Map(list.map((member) => [member.id, member])),
      objectOf: (name) => byName.get(name),
      optionsOf: (field, record) => stageOptions(field, pipelines, record) ?? (field.options ?? []).filter((option) => !record || optionFits(option, record)),
    }
  }, [t, format, list, branches, objects, pipelines, me])
  return <Context.Provider value={tools}>{children}</Context.Provider>
}

export function useFieldTools(): FieldTools {
  const tools = useContext(Context)
  if (!tools) throw new Error('useFieldTools outside FieldToolsProvider')
  return tools
}
