// The workflow room: looks a definition over before it is saved: everything that is refused, and what would be accepted and is probably
// not meant: conditions that never or always hold on today's data (AUT-28), steps that are never reached, messages at night.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { raw, sql } from '../../kernel/database/sql.ts'
import { faultAnswer } from '../../kernel/http/answer-part.ts'
import { messageOf, Problem, type Fault, type Parameters } from '../../kernel/http/errors.ts'
import { countRecords, visibleRows } from '../../kernel/record/find.ts'
import { ROW, tableOf } from '../../kernel/record/fields.ts'
import { mayRead } from '../../kernel/permission/rules.ts'
import { actingAs } from '../../kernel/workspace/actor.ts'
import { readWorkflow } from './program.ts'
import { quietSteps } from './quiet-hours.ts'
import { filterOfState } from './triggers/record.ts'
import { verifyFaults } from './verify.ts'
import { chooseRole } from './workflows.ts'

const finding = faultAnswer.extend({ kind: z.enum(['warning', 'note']) })

export const checkAnswer = z.object({
  faults: z.array(faultAnswer).meta({ description: 'What would be refused' }),
  findings: z.array(finding).meta({ description: 'What would be accepted: warnings, and for how many records each condition holds' }),
})

type Finding = Fault & { kind: 'warning' | 'note' }
type Given = Record<string, unknown>

/** A page of the editor asks no more of the database than this many conditions. */
const MOST_CONDITIONS = 20

export async function checkWorkflow(context: Context, given: Given): Promise<z.input<typeof checkAnswer>> {
  const role = chooseRole(context, given)
  const faults = await faultsOf(context, given, role)
  const acting = { ...context, actor: actingAs(context.workspace, { id: context.actor.member, team: context.actor.team, branch: null }, role, 'workflow') }
  const findings = [...await judgeConditions(acting, given), ...structureFindings(given)]
  const tell = ({ path, code, parameters }: Fault) => ({ path, code, message: messageOf(code, parameters as Parameters, context.locale) })
  return { faults: faults.map(tell), findings: findings.map(each => ({ ...tell(each), kind: each.kind })) }
}

async function faultsOf(context: Context, given: Given, role: ReturnType<typeof chooseRole>): Promise<Fault[]> {
  try {
    return await verifyFaults(context, readWorkflow(context, given, { member: context.actor.member, role }))
  } catch (error) {
    if (error instanceof Problem) return error.faults
    throw error
  }
}

async function judgeConditions(context: Context, given: Given): Promise<Finding[]> {
  const object = typeof given.object === 'string' && mayRead(context, given.object) ? given.object : undefined
  const trigger = (given.trigger ?? {}) as Given
  if (object === undefined || !context.workspace.objects.has(object)) return []
  const to = asFilter(trigger.to)
  const meant = to && filterOfState(to)
  const asked = [{ path: 'trigger.to', filter: meant }, { path: 'condition', filter: asFilter(given.condition) }, ...stepConditions(asSteps(given.steps), 'steps')]
  const findings: Finding[] = []
  for (const { path, filter } of asked.filter(each => each.filter !== undefined).slice(0, MOST_CONDITIONS)) {
    const found = await judgeOne(context, object, filter!)
    if (found) findings.push({ ...found, path })
    const never = found?.code === 'workflow.neverHolds'
    if (path === 'condition' && meant && !never && await holdsForNone(context, object, { and: [meant, filter!] }) && !await holdsForNone(context, object, meant)) findings.push({ path, code: 'workflow.neverTogether', kind: 'warning' })
  }
  if (trigger.type === 'date' && typeof trigger.field === 'string' && await holdsForNone(context, object, { [trigger.field]: { empty: false } })) findings.push({ path: 'trigger.field', code: 'workflow.noDates', kind: 'warning' })
  return findings
}

const asFilter = (value: unknown): Given | undefined => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0 ? value as Given : undefined
const asSteps = (value: unknown): Given[] => Array.isArray(value) ? value.filter((each): each is Given => typeof each === 'object' && each !== null) : []

/** Conditions on the record alone: what a run knows besides is not there yet. */
function stepConditions(steps: Given[], path: string): { path: string, filter: Given | undefined }[] {
  return steps.flatMap((step, at) => {
    const here = `${path}[${at}]`
    const own = [{ path: `${here}.if`, filter: asFilter(step.if) }, ...step.type === 'if' ? [{ path: `${here}.condition`, filter: asFilter(step.condition) }] : []]
    return [...own.filter(({ filter }) => !namesRun(filter)), ...['then', 'else', 'steps'].flatMap(block => stepConditions(asSteps(step[block]), `${here}.${block}`))]
  })
}

function namesRun(filter: unknown): boolean {
  if (typeof filter !== 'object' || filter === null) return typeof filter === 'string' && filter.includes('{{')
  return Object.entries(filter).some(([key, value]) => (!Array.isArray(filter) && key.includes('.')) || namesRun(value))
}

type Share = { count: number, total: number, capped: boolean }

async function judgeOne(context: Context, object: string, filter: Given): Promise<Omit<Finding, 'path'> | undefined> {
  const share = await shareOf(context, object, filter)
  if (!share) return undefined
  const parameters = { count: share.count, total: share.total }
  if (share.total === 0) return { code: 'workflow.noRecords', kind: 'note' }
  if (share.count === 0) return { code: 'workflow.neverHolds', kind: 'warning', parameters }
  if (share.count === share.total) return { code: 'workflow.alwaysHolds', kind: 'warning', parameters }
  return { code: share.capped ? 'workflow.holdsForAbout' : 'workflow.holdsFor', kind: 'note', parameters }
}

/** Both sides are counted up to the cap, so that "never" and "always" are exact at any size; beyond it the planner's estimate stands. */
async function shareOf(context: Context, object: string, filter: Given): Promise<Share | undefined> {
  const definition = context.workspace.objects.get(object)!
  try {
    const held = await countRecords(context, definition, filter, 'capped')
    const others = await countRecords(context, definition, { not: filter }, 'capped')
    const capped = Boolean(held.capped || others.capped)
    const count = held.capped ? Math.max(held.total, await estimate(context, object, filter)) : held.total
    const rest = others.capped ? Math.max(others.total, await estimate(context, object, { not: filter })) : others.total
    return { count, total: count + rest, capped }
  } catch (error) {
    // what cannot be read stands among the faults
    if (error instanceof Problem) return undefined
    throw error
  }
}

async function holdsForNone(context: Context, object: string, filter: Given): Promise<boolean> {
  const definition = context.workspace.objects.get(object)!
  try {
    const [answer] = await context.sql.query<{ found: boolean }>(sql`select exists (select from ${tableOf(context, object)} ${row} where ${visibleRows(context, definition, filter)}) as found`)
    return !answer.found
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

const row = raw(ROW)

async function estimate(context: Context, object: string, filter: Given): Promise<number> {
  const definition = context.workspace.objects.get(object)!
  const [plan] = await context.sql.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(sql`explain (format json) select 1 from ${tableOf(context, object)} ${row} where ${visibleRows(context, definition, filter)}`)
  return Math.round(plan['QUERY PLAN'][0].Plan['Plan Rows'])
}

function structureFindings(given: Given): Finding[] {
  const steps = asSteps(given.steps)
  const quiet = quietSteps((given.trigger ?? {}) as Given, steps).map(({ path, time }): Finding => ({ path, code: 'workflow.quietHours', kind: 'warning', parameters: { time } }))
  return [...unreachable(steps, 'steps').map((path): Finding => ({ path, code: 'workflow.unreachable', kind: 'warning' })), ...quiet]
}

/** The first step after one that always stops; and the same inside each list. */
function unreachable(steps: Given[], path: string): string[] {
  const end = steps.findIndex(alwaysStops)
  const after = end >= 0 && end + 1 < steps.length ? [`${path}[${end + 1}]`] : []
  return [...after, ...steps.flatMap((step, at) => ['then', 'else', 'steps'].flatMap(block => unreachable(asSteps(step[block]), `${path}[${at}].${block}`)))]
}

function alwaysStops(step: Given): boolean {
  if (step.if !== undefined && step.if !== null) return false
  if (step.type === 'stop') return true
  return step.type === 'if' && asSteps(step.then).some(alwaysStops) && asSteps(step.else).some(alwaysStops)
}
