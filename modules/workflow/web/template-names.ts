// The workflow room's screens: the values that a template may name, picked and not typed: fields of the record, of what it
// is related to, of earlier steps, and the time.
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { FieldInfo, ObjectInfo } from '../../../web/queries.ts'
import type { FieldTools } from '../../../web/records/field-tools.tsx'
import { numberOf, type SpokenStep } from '../summary/name-words.ts'
import type { Draft, StepDraft } from './queries.ts'
import type { Place } from './template-input.tsx'
import { stepTexts } from '../texts.ts'
import { workflowTexts as w } from './texts.ts'

/** `date`: it may be moved by days, and given a time of the day. */
export interface NameChoice { group: string, label: string, text: string, date?: boolean }

const left = new Set(['version', 'completeness', 'externalId'])

function fieldPath(field: FieldInfo): string {
  if (field.type === 'user') return `${field.name}.name`
  return field.name
}

const nameOf = (field: FieldInfo | undefined, tools: FieldTools) => field?.name === 'id' ? tools.t(w.theRecord) : tools.t(field?.label)

function shown(field: FieldInfo): boolean {
  return !left.has(field.name) && (field.name === 'id' || fieldWebOf(field.type).width > 0)
}

const isDate = (field: FieldInfo) => field.type === 'date' || field.type === 'dateTime'

function ownNames(object: ObjectInfo, tools: FieldTools): NameChoice[] {
  return object.fields.filter(shown).map((field) => ({ group: tools.t(object.label), label: nameOf(field, tools), text: `{{ record.${fieldPath(field)} }}`, date: isDate(field) }))
}

/** How many relations away a value may lie. */
const FARTHEST = 2

/** Fields of what the record is related to, and of what that is related to. */
function relatedNames(object: ObjectInfo, tools: FieldTools, path = 'record', before: string[] = []): NameChoice[] {
  return object.fields.filter((field) => field.type === 'relation' && typeof field.to === 'string').flatMap((relation) => {
    const target = tools.objectOf(relation.to as string)
    const groups = [...before, tools.t(relation.label)]
    const here = `${path}.${relation.name}`
    const fields = target?.fields.filter((field) => (!field.standard || field.name === 'id') && field.type !== 'relation' && shown(field)) ?? []
    const own = fields.map((field): NameChoice => ({ group: groups.join(' › '), label: nameOf(field, tools), text: `{{ ${here}.${fieldPath(field)} }}`, date: isDate(field) }))
    return [...own, ...target && groups.length < FARTHEST ? relatedNames(target, tools, here, groups) : []]
  })
}

function generalNames({ trigger, object }: Draft, tools: FieldTools): NameChoice[] {
  const name = (label: keyof typeof w, text: string): NameChoice => ({ group: tools.t(w.general), label: tools.t(w[label]), text, date: label === 'now' || label === 'today' || label === 'nextWorkday' })
  return [
    name('now', '{{ now }}'), name('today', '{{ today }}'), name('tomorrow', '{{ today | plusDays: 1 }}'), name('nextWorkday', '{{ clock.nextWorkday }}'), name('inThreeDays', '{{ now | plusDays: 3 | at: "09:00" }}'),
    ...(object ? [name('whoDidIt', '{{ trigger.by.name }}'), name('timesEntered', '{{ trigger.entry }}')] : []),
    ...(trigger.type === 'button' || trigger.type === 'manual' ? trigger.inputs.map((input) => ({ group: tools.t(w.askedFirst), label: tools.t(input.label) || input.name, text: `{{ trigger.input.${input.name} }}` })) : []),
    ...(trigger.type === 'webhook' ? [name('sentValue', '{{ trigger.body.name }}')] : []),
  ]
}

/** The values that were sent as the steps name them: `trigger.body.phone`. */
export function sentNames({ trigger, steps }: Draft): string[] {
  if (trigger.type !== 'webhook') return []
  return [...new Set(JSON.stringify(steps).match(/trigger\.body(\.[A-Za-z_]\w*)+/g) ?? [])]
}

/** Steps that yield one record, and the object of it. */
function recordOf(step: StepDraft, { object }: Draft): { object: string; below: string } | undefined {
  if (step.type === 'createRecord' || step.type === 'updateRecord') return { object: String(step.object ?? object ?? ''), below: '' }
  if (step.type === 'wait' && step.forEvent) return { object: (step.forEvent as { object?: string }).object ?? object ?? '', below: '.record' }
  return step.type === 'findRecords' ? { object: String(step.object), below: '.first' } : undefined
}

/** Results and variables of the steps before. */
function earlierNames({ earlier, draft }: Place, tools: FieldTools): NameChoice[] {
  return earlier.flatMap((step): NameChoice[] => {
    if (step.type === 'setVariable' && step.name) return [{ group: tools.t(w.kept), label: String(step.name), text: `{{ vars.${String(step.name)} }}` }]
    const title = tools.t(w.ofStep, { name: tools.t(stepTexts[step.type as keyof typeof stepTexts]?.label), step: numberOf(draft.steps as SpokenStep[], step.id ?? '') ?? '' })
    const name = (label: string, text: string): NameChoice => ({ group: tools.t(w.earlierSteps), label: `${title}: ${label}`, text: `{{ steps.${step.id}${text} }}` })
    if (step.id && step.type === 'requestApproval') return [name(tools.t(w.comment), '.comment')]
    if (step.id && step.type === 'runFunction') return [name(tools.t(w.result), '.result')]
    const made = recordOf(step, draft)
    const object = made && tools.objectOf(made.object)
    if (!object || !step.id) return []
    const found = step.type === 'findRecords' ? [name(tools.t(w.howMany), '.count'), name(tools.t(w.allFound), '.records')] : []
    return [...found, ...['id', object.title].map((field) => name(nameOf(object.fields.find((one) => one.name === field), tools), `${made.below}.${field}`))]
  })
}

/** What the innermost loop is about: a record that was found, or an item of a list. */
function itemNames({ loops, earlier }: Place, tools: FieldTools): NameChoice[] {
  const loop = loops.at(-1)
  if (!loop) return []
  const name = (label: string, text: string): NameChoice => ({ group: tools.t(w.inLoop), label, text })
  const found = /^\{\{\s*steps\.(\w+)\.records\s*\}\}$/.exec(String(loop.items))?.[1]
  const object = tools.objectOf(String(earlier.find((step) => step.id === found)?.object ?? ''))
  const fields = object?.fields.filter(shown).map((field) => name(nameOf(field, tools), `{{ item.${fieldPath(field)} }}`)) ?? []
  return [...fields, ...(object ? [] : [name(tools.t(w.item), '{{ item }}')]), name(tools.t(w.itemPlace), '{{ index }}')]
}

export function templateNames(place: Place, tools: FieldTools): NameChoice[] {
  const { draft } = place
  const object = draft.object ? tools.objectOf(draft.object) : undefined
  const sent = sentNames(draft).map((name) => ({ group: tools.t(w.sent), label: name.replace('trigger.body.', ''), text: `{{ ${name} }}` }))
  return [...itemNames(place, tools), ...sent, ...(object ? [...ownNames(object, tools), ...relatedNames(object, tools)] : []), ...generalNames(draft, tools), ...earlierNames(place, tools)]
}
