// Contacts: the score of leads. Rules are values: a filter, points, a label. They are tested inside the write, on the lead's
// own values, and the reasons of a score are the rules that hold. Without rules the score is whatever a program writes there.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { environmentOf } from '../../../kernel/field/environment.ts'
import { crossesRelations, fieldsOf, parseFilter, type Filter } from '../../../kernel/filter/filter.ts'
import { testFilter } from '../../../kernel/filter/predicate.ts'
import { filterAnswer, labelAnswer } from '../../../kernel/http/answer-part.ts'
import { Problem, refuse, type Fault } from '../../../kernel/http/errors.ts'
import { recordChange } from '../../../kernel/object/change.ts'
import { derivedTypes } from '../../../kernel/object/definition.ts'
import { namesValue } from '../../../kernel/object/option-mentions.ts'
import { filterUses, type Subject, type Use } from '../../../kernel/object/uses.ts'
import { firstRoles } from '../../../kernel/permission/role.ts'
import { canRead } from '../../../kernel/permission/rules.ts'
import { readRecord } from '../../../kernel/record/find.ts'
import type { ObjectBehaviour, RecordValues } from '../../../kernel/record/hook.ts'
import type { Workspace } from '../../../kernel/workspace/workspace.ts'
import { changeWorkspace } from '../../../kernel/workspace/workspaces.ts'
import { addJob } from '../../../kernel/job/job.ts'
import { readSetting, writeSetting } from '../../../kernel/workspace/setting.ts'
import { rescoreLeads } from './rescore-job.ts'
import { leadTexts } from './texts.ts'

export interface CompiledRule { rule: Rule, filter: Filter, environment: ReturnType<typeof environmentOf> }

const LOWEST = 0
const HIGHEST = 100
const text = z.string().trim().min(1).max(120)
export const rulesInput = z.array(z.strictObject({
  label: z.strictObject({ en: text.optional(), id: text.optional() }).refine(label => label.en ?? label.id, { params: { code: 'value.required' } }),
  filter: z.record(z.string(), z.unknown()), points: z.number().int().min(-100).max(100),
  enabled: z.boolean().optional().describe('false: kept, and gives no points'),
})).max(50)

export type Rule = z.output<typeof rulesInput>[number]
export const rulesAnswer = z.array(z.object({ label: labelAnswer, filter: filterAnswer, points: z.number(), enabled: z.boolean().optional() }))

export const isOn = ({ enabled }: Rule): boolean => enabled !== false

/** What is known only after a lead is scored, or changes with each write. */
const unfit = new Set(['score', 'version', 'updatedAt', 'updatedBy', 'completeness'])
const SETTING = 'leads.scoring'

export async function readRules(context: Context): Promise<Rule[]> {
  return await readSetting<Rule[]>(context, SETTING) ?? []
}

/** Throws Problem with what is wrong with its filter. */
function compileRule(context: Context, rule: Rule): CompiledRule {
  const object = context.workspace.objects.get('lead')!
  const environment = { ...environmentOf(context), me: '' }
  const filter = parseFilter(rule.filter, object, { objects: () => undefined, environment, canRead: (_, field) => !unfit.has(field) && !derivedTypes.has(object.fields.find(each => each.name === field)?.type ?? ''), rows: () => ({ kind: 'all' }) })
  if (crossesRelations(filter)) throw new Problem('invalid', { faults: [{ path: '', code: 'filter.invalid' }] })
  return { rule, filter, environment }
}

const compiled = new WeakMap<Workspace, CompiledRule[]>()

/** Read once for a snapshot of the workspace; a rule that names what is gone is passed over. */
export async function loadRules(context: Context): Promise<CompiledRule[]> {
  const known = compiled.get(context.workspace)
  if (known) return known
  const rules = (await readRules(context)).filter(isOn).flatMap(rule => {
    try {
      return [compileRule(context, rule)]
    } catch (error) {
      if (error instanceof Problem) return []
      throw error
    }
  })
  compiled.set(context.workspace, rules)
  return rules
}

function holding(rules: CompiledRule[], now: Date, lead: RecordValues): CompiledRule[] {
  return rules.filter(({ filter, environment }) => {
    environment.now = now
    return testFilter(filter, lead)
  })
}

export function scoreOf(rules: { rule: Rule }[]): number {
  return Math.min(HIGHEST, Math.max(LOWEST, rules.reduce((sum, { rule }) => sum + rule.points, 0)))
}

export const scoreBehaviour: ObjectBehaviour = {
  object: 'lead',
  ready: context => compiled.has(context.workspace) ? undefined : loadRules(context).then(() => undefined),
  prepare(context, { after }) {
    const rules = compiled.get(context.workspace) ?? []
    if (rules.length) after.score = scoreOf(holding(rules, context.now, after))
  },
}

/** The reasons weigh less and less. */
export const scoreAnswer = z.object({ score: z.number().nullable(), reasons: z.array(z.object({ label: labelAnswer, points: z.number() })) })

/** The score as it would be written now. Reasons of which the caller may not know a field are left out. Throws `notFound`. */
export async function explainScore(context: Context, id: string): Promise<z.output<typeof scoreAnswer>> {
  await readRecord(context, 'lead', id, { fields: ['id'] })
  if (!canRead(context, 'lead', 'score')) throw new Problem('notFound')
  const all = { ...context, actor: { ...context.actor, role: firstRoles.find(role => role.administrator)! } }
  const lead = await readRecord(all, 'lead', id)
  const rules = await loadRules(context)
  const held = holding(rules, context.now, lead)
  const reasons = held.filter(({ filter }) => [...fieldsOf(filter)].every(field => canRead(context, 'lead', field))).map(({ rule: { label, points } }) => ({ label, points }))
  return { score: rules.length ? scoreOf(held) : lead.score ?? null, reasons: reasons.sort((one, other) => Math.abs(other.points) - Math.abs(one.points)) }
}

/** Throws with every rule that cannot be, at `rules[2].filter…`. */
export function compileRules(context: Context, rules: Rule[]): CompiledRule[] {
  const faults: Fault[] = []
  const made = rules.flatMap((rule, at) => {
    try {
      return [compileRule(context, rule)]
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      faults.push(...error.faults.map(fault => ({ ...fault, path: `rules[${at}].${fault.path || 'filter'}` })))
      return []
    }
  })
  if (faults.length) throw refuse(faults)
  return made
}

/** Throws as `compileRules` does. */
export async function saveRules(context: Context, rules: Rule[]): Promise<Rule[]> {
  compileRules(context, rules)
  const before = await readRules(context)
  await writeSetting(context, SETTING, rules)
  await recordChange(context, '_setting', SETTING, { rules: before }, { rules })
  await changeWorkspace(context)
  await addJob(context, rescoreLeads, {}, { key: `leads.rescore ${context.workspace.slug}` })
  return rules
}

/** A field that a rule asks for is not taken away. */
export async function usesByRules(context: Context, { object, field, values }: Subject): Promise<Use[]> {
  if (object !== 'lead' || field === undefined) return []
  const isNamed = ({ filter }: Rule) => filterUses(filter, 'lead', context.workspace.objects, { object, field }) && (!values || namesValue(JSON.stringify(filter), values))
  return (await readRules(context)).filter(isNamed).map(({ label }) => ({
    path: 'leadScoring', text: `${leadTexts.rule[context.locale]} ${label[context.locale] ?? label.en ?? label.id}`,
  }))
}
