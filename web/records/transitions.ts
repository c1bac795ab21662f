// Which way a record may go in a select or a pipeline, by the same rules as the server judges it; what a refusal says.
import { admittedBy, judgeTransition, type Transitions } from '../../kernel/object/transition.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useText, type Label } from '../i18n.tsx'
import { pipelinesQuery, useSession, type FieldInfo, type ObjectInfo, type Pipeline } from '../queries.ts'
import { rolesQuery, type Role } from '../settings/members/queries.ts'
import type { RecordRow } from './field-web.ts'
import { transitionTexts as texts } from './transition-texts.ts'

const none: Pipeline[] = []

/** Why the record may not take this value, in words; undefined where it may. The server has the last word. */
export type Refusal = (record: RecordRow, value: string | null) => string | undefined

export function useRefusal(object: ObjectInfo, field: FieldInfo | undefined): Refusal {
  const t = useText()
  const role = useSession()?.member.role ?? ''
  const pipelines = useQuery(pipelinesQuery(object.name)).data ?? none
  const ruled = Boolean(field?.transitions) || (Boolean(field?.pipelineField) && pipelines.some((pipeline) => pipeline.transitions))
  const roles = useQuery({ ...rolesQuery, enabled: ruled }).data
  return useMemo(() => (field && ruled ? refusalBy(field, pipelines, role, roles ?? [], t) : () => undefined), [field, ruled, pipelines, role, roles, t])
}

function refusalBy(field: FieldInfo, pipelines: Pipeline[], role: string, roles: Role[], t: ReturnType<typeof useText>): Refusal {
  return (record, value) => {
    const pipeline = field.pipelineField ? pipelines.find((one) => one.name === record[field.pipelineField!]) : undefined
    const transitions = (field.pipelineField ? pipeline?.transitions : field.transitions) as Transitions | undefined
    const from = (record[field.name] ?? null) as string | null
    if (!transitions || value === null || value === from) return undefined
    const { allowed, rule } = judgeTransition(transitions, from, value, { role, workflow: false })
    if (allowed) return undefined
    if (rule?.message) return t(rule.message)
    const labelOf = (one: string | null): string => t((pipeline?.stages ?? field.options ?? []).find((option) => option.value === one)?.label as Label) || one || '–'
    const { roles: named, workflow } = admittedBy(transitions, from, value)
    if (!rule || (!named.length && !workflow)) return t(texts.noWay, { from: labelOf(from), to: labelOf(value) })
    const who = [...named.map((name) => t(roles.find((one) => one.name === name)?.label) || name), ...(workflow ? [t(texts.aWorkflow)] : [])]
    return t(texts.only, { to: labelOf(value), who: who.join(', ') })
  }
}
