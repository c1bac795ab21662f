// Kernel, objects: options of a select split, merged, renamed or taken away. What records hold moves along, and so does
// whatever names the old values, in one transaction; a preview says all of it before.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { filterAnswer } from '../http/answer-part.ts'
import type { Fault } from '../http/errors.ts'
import { Problem, refuse } from '../http/errors.ts'
import type { Module } from '../module.ts'
import type { SharingRule } from '../permission/sharing.ts'
import { lockDefinitions, recordChange, saveDefinitions } from './change.ts'
import type { FieldDefinition, ObjectDefinition, Option } from './definition.ts'
import { readDefinitions, withDefinitions, type Definitions } from './definitions.ts'
import { say } from './describe.ts'
import type { OptionChange } from './input.ts'
import { checkField, completeObject, normaliseObject, ownFields } from './normalise.ts'
import { moveInDefault, moveInField, moveInFilter, moveInValidation, namesValue, type OptionMoves } from './option-mentions.ts'
import { countHeld, moveHeld, queueLate, type Held, type Moves } from './option-rows.ts'
import { moveInScreens, saveMovedPart, type MovedPart } from './screen-uses.ts'
import { objectTexts } from './texts.ts'
import { refuseUses, useAnswer, type Use } from './uses.ts'
import type { StoredView } from './view.ts'

/** Records that hold a value, and those of them that lie in the bin. */
const held = z.object({ records: z.number(), inBin: z.number() })
/** Moves by rule, values that still lack a place, what follows by itself, and what must be changed by hand first. */
export const previewAnswer = z.object({
  moves: z.array(held.extend({ from: z.string(), when: filterAnswer.nullable(), to: z.string().nullable() })), unplaced: z.array(held.extend({ value: z.string() })),
  rewritten: z.array(useAnswer), blocking: z.array(useAnswer),
})

interface Plan {
  before: Definitions
  /** With the options as they are before; `options` are those after. */
  object: ObjectDefinition
  field: FieldDefinition
  options: Option[]
  gone: string[]
  moves: Moves
  held: Held[]
  mentions: Mentions
}

export interface Mentions {
  /** Rewritten with the change. */
  rewritten: Use[]
  /** Must be changed by hand first. */
  stuck: Use[]
  views: { id: string, before: StoredView, after: StoredView }[]
  screens: MovedPart[]
  sharing: { before: SharingRule, after: SharingRule }[]
  objects: Map<string, ObjectDefinition>
}

/** What a change would do: records by rule, whatever names the old values, and options that still lack a place to go. */
export async function previewOptions(context: Context, object: string, field: string, change: OptionChange, modules: Module[]): Promise<z.output<typeof previewAnswer>> {
  const plan = await planChange(context, await readDefinitions(context.sql, context.workspace.schema), object, field, change, modules)
  const count = (bin: boolean, value: string, rule: number | null) => plan.held.filter(each => each.value === value && each.rule === rule && each.bin === bin).reduce((sum, each) => sum + each.records, 0)
  return {
    moves: Object.entries(plan.moves).flatMap(([value, rules]) => rules.map(({ when, to }, at) => ({ from: value, when: (when ?? null) as z.output<typeof filterAnswer> | null, to, records: count(false, value, at), inBin: count(true, value, at) }))),
    unplaced: unplaced(plan).map(value => ({ value, records: count(false, value, null), inBin: count(true, value, null) })),
    rewritten: plan.mentions.rewritten, blocking: plan.mentions.stuck,
  }
}

/** Answers the context after it, and how many records changed. */
export async function changeOptions(context: Context, name: string, fieldName: string, change: OptionChange, modules: Module[]): Promise<{ after: Context, moved: number }> {
  const plan = await planChange(context, await lockDefinitions(context), name, fieldName, change, modules)
  refuseUnplaced(plan)
  const { before, object, field, mentions } = plan
  const own = mentions.objects.get(name)!
  const next = { ...field, options: plan.options, default: moveInDefault(field.default, new Map(Object.entries(plan.moves).map(([value, rules]) => [value, rules.at(-1)!.to]))) }
  const changed = normaliseObject({ ...own, fields: own.fields.map(each => each.name === fieldName ? next : each) })
  const stored = JSON.parse(JSON.stringify({ ...changed, fields: ownFields(changed) })) as ObjectDefinition
  await saveMentions(context, mentions)
  const after = withDefinitions(context, await saveDefinitions(context, before, { ...before, objects: new Map(mentions.objects).set(name, stored) }))
  const moved = await moveHeld(withDefinitions(context, before), { object, field }, plan.moves)
  if (Object.keys(plan.moves).length) await queueLate(context, { object, field }, plan.moves)
  return { after, moved }
}

/** Writes views, layouts, buttons and sharing rules anew; the objects among them are saved with the definitions. */
export async function saveMentions(context: Context, { views, screens, sharing }: Mentions): Promise<void> {
  for (const { id, before, after } of views) {
    await context.sql.query(sql`update ${identifier(context.workspace.schema, '_view')} set definition = ${JSON.stringify(after)}, updated_at = ${context.now} where id = ${id}`)
    await recordChange(context, '_view', id, before, after)
  }
  for (const part of screens) await saveMovedPart(context, part)
  for (const { before, after } of sharing) {
    await context.sql.query(sql`update ${identifier(context.workspace.schema, '_sharing_rule')} set definition = jsonb_set(definition, '{filter}', ${JSON.stringify(after.filter)}) where id = ${before.id}`)
    await recordChange(context, '_sharingRule', before.id, before, after)
  }
}

async function planChange(given: Context, before: Definitions, name: string, fieldName: string, { options, moveTo }: OptionChange, modules: Module[]): Promise<Plan> {
  const context = withDefinitions(given, before)
  const object = context.workspace.objects.get(name)
  const field = object?.fields.find(each => each.name === fieldName)
  if (!object || !field) throw new Problem('notFound')
  // stages, and the names of pipelines, are options that the pipelines keep (PATCH /pipelines)
  const isPipelines = field.pipelineField || object.fields.some(each => each.pipelineField === fieldName)
  if (isPipelines || !['select', 'multiSelect'].includes(field.type)) throw refuse([{ path: 'options', code: 'option.none' }])
  const kept = new Set(options.map(option => option.value))
  const gone = (field.options ?? []).map(option => option.value).filter(value => !kept.has(value))
  const moves: Moves = Object.fromEntries(Object.entries(moveTo).map(([value, rules]) => [value, Array.isArray(rules) ? rules : [{ to: rules }]]))
  const faults = [...checkField({ ...field, options, default: undefined }, completeObject({ ...object, fields: object.fields.map(each => each === field ? { ...field, options } : each) }), ''), ...checkMoves(field, moves, gone, kept)]
  if (faults.length) throw refuse(faults)
  const held = await countHeld(context, { object, field }, gone, moves)
  const targets = new Map(gone.map(value => [value, [...new Set((moves[value] ?? []).flatMap(({ to }) => to === null ? [] : [to]))]]))
  return { before, object, field, options, gone, moves, held, mentions: await findMentions(context, before, { object: name, field: fieldName, targets }, modules) }
}

/** Only values that go are moved, only to values that stay, and the last rule takes whatever the others leave. */
function checkMoves(field: FieldDefinition, moves: Moves, gone: string[], kept: Set<string>): Fault[] {
  return Object.entries(moves).flatMap(([value, rules]): Fault[] => {
    const path = `moveTo.${value.slice(0, 60).toWellFormed()}`
    if (!gone.includes(value)) return [{ path, code: 'option.stays' }]
    const needed = field.required || (field.weight ?? 0) > 0
    return [
      ...rules.flatMap(({ to }, at): Fault[] => to === null ? needed ? [{ path: `${path}[${at}].to`, code: 'option.needed' }] : [] : kept.has(to) ? [] : [{ path: `${path}[${at}].to`, code: 'option.unknown' }]),
      ...rules.slice(0, -1).flatMap(({ when }, at): Fault[] => when === undefined || when === null ? [{ path: `${path}[${at}].when`, code: 'value.required' }] : []),
      ...isOpen(rules.at(-1)!.when) ? [] : [{ path: `${path}[${rules.length - 1}].when`, code: 'option.otherwise' }],
    ]
  })
}

const isOpen = (when: unknown): boolean => when === undefined || when === null

/** Values that go, have no place to go, and are still held or the field's default. */
function unplaced({ gone, moves, held, field }: Plan): string[] {
  return gone.filter(value => !Object.hasOwn(moves, value) && (held.some(each => each.value === value) || [field.default].flat().includes(value)))
}

function refuseUnplaced(plan: Plan): void {
  const left = unplaced(plan)
  const records = (value: string) => plan.held.filter(each => each.value === value).reduce((sum, each) => sum + each.records, 0)
  if (left.length) throw refuse(left.map(value => ({ path: `moveTo.${value}`, code: 'option.unplaced', parameters: { option: value, count: records(value) } })))
  refuseUses(plan.mentions.stuck)
}

/** For a plain change of a field: an option that anything names is not taken away without saying what stands in its place. */
export async function refuseNamedOptions(context: Context, before: Definitions, object: string, field: FieldDefinition, options: Option[] | undefined, modules: Module[]): Promise<void> {
  const kept = new Set(options?.map(option => option.value))
  const gone = options ? (field.options ?? []).map(option => option.value).filter(value => !kept.has(value)) : []
  await refuseMentions(context, before, { object, field: field.name, targets: new Map(gone.map(value => [value, []])) }, modules)
}

/** Whatever names values that go and have no place to go (stages of a pipeline, too) keeps them. */
export async function refuseMentions(context: Context, before: Definitions, moves: OptionMoves, modules: Module[]): Promise<void> {
  const { rewritten, stuck } = await findMentions(context, before, moves, modules)
  refuseUses([...stuck, ...rewritten])
}

/** Views, rules, roll-ups and what options go with are rewritten; formulas and what modules keep (workflows) are named when they hold an old value in quotes. */
export async function findMentions(context: Context, before: Definitions, moves: OptionMoves, modules: Module[]): Promise<Mentions> {
  const mentions: Mentions = { rewritten: [], stuck: [], views: [], screens: [], sharing: [], objects: new Map(before.objects) }
  if (moves.targets.size === 0) return mentions
  mentionInFields(context, before, moves, mentions)
  mentionInValidations(context, moves, mentions)
  await mentionInViews(context, moves, mentions)
  await mentionInSharing(context, moves, mentions)
  mentions.screens = await moveInScreens(context, context.workspace.objects, moves)
  for (const { stuck, use } of mentions.screens) mentions[stuck ? 'stuck' : 'rewritten'].push(use)
  const subject = { object: moves.object, field: moves.field, values: [...moves.targets.keys()] }
  for (const module of modules) mentions.stuck.push(...await module.uses?.(context, subject) ?? [])
  return mentions
}

function mentionInFields({ locale, workspace }: Context, before: Definitions, moves: OptionMoves, mentions: Mentions): void {
  for (const object of before.objects.values()) {
    const fields = object.fields.map(field => {
      const use = { path: `objects.${object.name}.fields.${field.name}`, text: `${objectTexts.field[locale]} ${say(object.label, locale)}: ${say(field.label, locale)}` }
      const reads = field.derivedFrom?.includes(object.name === moves.object ? moves.field : `${moves.object}.${moves.field}`)
      if (field.transitions && namesOption(field, object.name, moves)) mentions.stuck.push(use)
      if (field.formula && reads && namesValue(field.formula, moves.targets.keys())) mentions.stuck.push(use)
      const { value, named, stuck } = moveInField(field, object.name, workspace.objects, moves)
      if (!named) return field
      mentions[stuck ? 'stuck' : 'rewritten'].push(use)
      return value
    })
    if (fields.some((field, at) => field !== object.fields[at])) mentions.objects.set(object.name, { ...object, fields })
  }
}

/** A transition rule goes from or to the option, or sets it. */
function namesOption({ name, transitions }: FieldDefinition, object: string, { object: own, field, targets }: OptionMoves): boolean {
  if (object !== own) return false
  return transitions!.rules.some(({ from = [], to, sets }) => (name === field && [...from, ...to].some(value => targets.has(value))) || targets.has(String(sets?.[field])))
}

function mentionInValidations({ locale, workspace }: Context, moves: OptionMoves, mentions: Mentions): void {
  for (const object of mentions.objects.values()) {
    const rules = (object.validations ?? []).map(rule => {
      const { value, named, stuck } = moveInValidation(rule, object.name, workspace.objects, moves)
      if (!named) return rule
      mentions[stuck ? 'stuck' : 'rewritten'].push({ path: `objects.${object.name}.validations.${rule.name}`, text: `${objectTexts.validation[locale]} ${rule.name}` })
      return value
    })
    if (rules.some((rule, at) => rule !== object.validations![at])) mentions.objects.set(object.name, { ...object, validations: rules })
  }
}

/** Asked of the open transaction, as in uses.ts. */
async function mentionInSharing(context: Context, moves: OptionMoves, mentions: Mentions): Promise<void> {
  const { workspace, locale } = context
  const rows = await context.sql.query<{ id: string, object: string, definition: Omit<SharingRule, 'id' | 'object'> }>(sql`select id, object, definition
    from ${identifier(workspace.schema, '_sharing_rule')} order by created_at, id`)
  for (const { id, object, definition } of rows) {
    const { value, named, stuck } = moveInFilter(definition.filter, object, workspace.objects, moves)
    if (!named) continue
    mentions[stuck ? 'stuck' : 'rewritten'].push({ path: `sharingRules.${id}`, text: `${objectTexts.sharingRule[locale]} ${say(definition.label, locale)}` })
    const rule = { id, object, ...definition }
    mentions.sharing.push({ before: rule, after: { ...rule, filter: value } })
  }
}

async function mentionInViews(context: Context, moves: OptionMoves, mentions: Mentions): Promise<void> {
  const { workspace, locale } = context
  const rows = await context.sql.query<{ id: string, object: string, definition: StoredView }>(sql`select id, object, definition
    from ${identifier(workspace.schema, '_view')} where definition ? 'filter' order by position, id`)
  for (const { id, object, definition } of rows) {
    const { value, named, stuck } = moveInFilter(definition.filter, object, workspace.objects, moves)
    if (!named) continue
    mentions[stuck ? 'stuck' : 'rewritten'].push({ path: `views.${id}`, text: `${objectTexts.view[locale]} ${say(definition.label, locale)}` })
    mentions.views.push({ id, before: definition, after: { ...definition, filter: value } })
  }
}
