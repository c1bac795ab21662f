// The workflow room's screens: the values that a template may name, picked and not typed: fields of the record, of what it
// is related to, of earlier steps, and the time.
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { FieldInfo, ObjectInfo } from '../../../web/queries.ts'
import type { FieldTools } from '../../../web/records/field-tools.tsx'
import type { Draft } from './queries.ts'
import { stepTexts } from '../texts.ts'
import { workflowTexts as w } from './texts.ts'

export interface NameChoice { group: string, label: string, text: string }

const left = new Set(['version', 'completeness', 'externalId'])

function fieldPath(field: FieldInfo): string {
  if (field.type === 'user') return `${field.name}.name`
  return field.name
}

function shown(field: FieldInfo): boolean {
  return !left.has(field.name) && (field.name === 'id' || fieldWebOf(field.type).width > 0)
}

function ownNames(object: ObjectInfo, tools: FieldTools): NameChoice[] {
  return object.fields.filter(shown).map((field) => ({ group: tools.t(object.label), label: tools.t(field.label), text: `{{ record.${fieldPath(field)} }}` }))
}

function relatedNames(object: ObjectInfo, tools: FieldTools): NameChoice[] {
  return object.fields.filter((field) => field.type === 'relation' && typeof field.to === 'string').flatMap((relation) => {
    const target = tools.objectOf(relation.to as string)
    const fields = target?.fields.filter((field) => !field.standard && field.type !== 'relation' && shown(field)) ?? []
    return fields.map((field) => ({ group: tools.t(relation.label), label: tools.t(field.label), text: `{{ record.${relation.name}.${fieldPath(field)} }}` }))
  })
}

function generalNames(tools: FieldTools): NameChoice[] {
  const name = (label: keyof typeof w, text: string): NameChoice => ({ group: tools.t(w.general), label: tools.t(w[label]), text })
  return [
    name('now', '{{ now }}'), name('today', '{{ today }}'), name('tomorrow', '{{ today | plusDays: 1 }}'), name('inThreeDays', '{{ now | plusDays: 3 | at: "09:00" }}'),
    name('whoDidIt', '{{ trigger.by.name }}'), name('timesEntered', '{{ trigger.entry }}'),
  ]
}

/** Results and variables of the steps before `position`. */
function earlierNames({ steps, object }: Draft, position: number, tools: FieldTools): NameChoice[] {
  return steps.slice(0, position).flatMap((step, at): NameChoice[] => {
    if (step.type === 'setVariable' && step.name) return [{ group: tools.t(w.kept), label: String(step.name), text: `{{ vars.${String(step.name)} }}` }]
    const made = tools.objectOf(step.type === 'createRecord' || step.type === 'updateRecord' ? String(step.object ?? object) : '')
    if (!made || !step.id) return []
    const title = `${at + 1}. ${tools.t(stepTexts[step.type as keyof typeof stepTexts].label)}`
    return ['id', made.title].map((field) => ({
      group: tools.t(w.earlierSteps), label: `${title}: ${tools.t(made.fields.find((one) => one.name === field)?.label)}`, text: `{{ steps.${step.id}.${field} }}`,
    }))
  })
}

/** A template that is one known value, in words: "Owner › Name". */
export function nameInWords(text: unknown, draft: Draft, position: number, tools: FieldTools): string | undefined {
  if (typeof text !== 'string' || !text.startsWith('{{')) return undefined
  const bare = text.replace(/\s+/g, '')
  const choice = templateNames(draft, position, tools).find((one) => one.text.replace(/\s+/g, '') === bare)
  if (choice) return `${choice.group} › ${choice.label}`
  if (bare === '{{record}}' || bare === '{{record.id}}') return tools.t(w.thisRecord)
  const field = tools.objectOf(draft.object)?.fields.find((one) => bare === `{{record.${one.name}.id}}`)
  return field && tools.t(field.label)
}

export function templateNames(draft: Draft, position: number, tools: FieldTools): NameChoice[] {
  const object = tools.objectOf(draft.object)
  return [...(object ? [...ownNames(object, tools), ...relatedNames(object, tools)] : []), ...generalNames(tools), ...earlierNames(draft, position, tools)]
}
