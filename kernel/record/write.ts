// The only writer of records: validate → permission → computed values → SQL → one event per change, in one transaction,
// in bulk by nature. One record is a batch of one.
import type { Context } from '../context.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { Problem } from '../http/errors.ts'
import { knownObject } from '../permission/rules.ts'
import { RefusedChanges, type Change, type ObjectBehaviour, type WriteHook } from './hook.ts'
import { lockRows } from './lock.ts'
import { Faults, type Operation, type WriteOptions } from './operation.ts'
import { checkRequired, completenessOf, isEmpty, prepareChange, sameValue, stamped, startPreparation, type Preparation } from './prepare.ts'
import { checkRelations } from './relations.ts'
import { explainRefusal } from './database-refusal.ts'
import { settleValues } from './settle.ts'
import { moveStages, settleStage } from './stage.ts'
import { checkStageRules } from './stage-rules.ts'
import { bulkInsertion } from './bulk-insertion.ts'
import { bulkRevision } from './bulk-revision.ts'
import { computeFormulas, emptyRollup, readRollups, rollupsOf } from './compute.ts'
import { dependentsOf, recomputeDependents } from './recompute.ts'
import { creation, insertion, revision } from './statement.ts'
import { checkHeld } from './held.ts'
import { checkFittingOptions } from './fitting-options.ts'
import { checkPassages, takeTransitions } from './transitions.ts'
import { checkUniqueSets } from './unique-sets.ts'
import { handOver } from './hand-over.ts'
import { checkValidations, liveRules, type LiveRule } from './validations.ts'

/** From so many records on, what they share is told once. */
const BULK = 50

const behaviours = new Map<string, ObjectBehaviour[]>()
const hooks: WriteHook[] = []

/** Called once at start with what the modules declare. */
export function registerWriters(declared: { behaviours: ObjectBehaviour[], hooks: WriteHook[] }): void {
  behaviours.clear()
  for (const behaviour of declared.behaviours) behaviours.set(behaviour.object, [...(behaviours.get(behaviour.object) ?? []), behaviour])
  hooks.splice(0, hooks.length, ...declared.hooks)
}

/**
 * Writes operations on one object, all or none, in the context's transaction. Answers one change per operation, in
 * order; an update that changes nothing has an empty `changed` and no event. Throws Problem with every fault found.
 */
export async function writeRecords(context: Context, name: string, operations: Operation[], options: WriteOptions = {}): Promise<Change[]> {
  const object = options.unbounded ? context.workspace.objects.get(name) : knownObject(context, name)
  if (!object) throw new Problem('notFound')
  const results: Change[] = []
  const all = waves(operations)
  for (const wave of all) {
    const changes = await writeWave(context, object, wave, options, all.length === 1)
    wave.forEach((each, at) => { results[each.at] = changes[at] })
  }
  return results
}

interface Placed { operation: Operation, at: number }

/** Operations on the same record follow one another; all others go together. */
function waves(operations: Operation[]): Placed[][] {
  const list: Placed[][] = []
  const turn = new Map<string, number>()
  operations.forEach((operation, at) => {
    const id = operation.id
    const wave = id === undefined ? 0 : turn.get(id) ?? 0
    if (id !== undefined) turn.set(id, wave + 1)
    const placed = list[wave] ??= []
    placed.push({ operation, at })
  })
  return list
}

/** `alone`: no other wave follows. */
async function writeWave(context: Context, object: ObjectDefinition, asked: Placed[], options: WriteOptions, alone: boolean): Promise<Change[]> {
  const ids = asked.flatMap(({ operation }) => operation.op === 'create' ? [] : [operation.id])
  const stored = await lockRows(context, object, ids)
  const wave = options.recompute ? asked.filter(({ operation }) => stored.get(operation.id!)?.deleted === false) : asked
  if (options.pretence) for (const id of ids) if (options.pretence.rows.has(id)) stored.set(id, options.pretence.rows.get(id)!)
  const preparation = startPreparation(context, object, options, stored)
  const changes = wave.map(({ operation, at }) => prepareChange(preparation, operation, at))
  for (const behaviour of behaviours.get(object.name) ?? []) if (behaviour.ready) await behaviour.ready(context)
  await settleValues(preparation, changes, wave.map(({ at }) => at))
  if (options.cause) changes.forEach((change, at) => change && (change.cause = options.cause!(wave[at].at)))
  changes.forEach((change, at) => change && settle(preparation, change, wave[at].at))
  await compute(context, object, changes, options)
  const rules = object.validations?.length ? liveRules(context, object) : []
  changes.forEach((change, at) => change && complete(preparation, rules, change, wave[at].at))
  await checkRelations(preparation, changes, wave.map(({ at }) => at))
  await checkHeld(preparation, changes, wave.map(({ at }) => at))
  if (object.uniqueSets?.length) await checkUniqueSets(preparation, changes, wave.map(({ at }) => at))
  preparation.faults.throwAny()
  const all = changes as Change[]
  const isReal = (change: Change) => change.kind !== 'updated' || change.changed.length > 0
  const places = wave.filter((_, at) => isReal(all[at])).map(({ at }) => at)
  if (places.length && !options.dryRun) await store(context, object, all.filter(isReal), options, places, alone)
  return all
}

/** Stage, transition rules and behaviours settle the values. */
function settle(preparation: Preparation, change: Change, at: number): void {
  const { context, object, faults } = preparation
  if (change.kind !== 'created' && change.kind !== 'updated') return
  settleStage(context, object, change, at, faults)
  const passages = takeTransitions(preparation, change, at)
  for (const behaviour of behaviours.get(object.name) ?? []) {
    for (const fault of behaviour.prepare?.(context, change) ?? []) faults.add(at, fault.path, fault.code, fault.parameters)
  }
  checkPassages(preparation, passages, change, at)
  checkRequired(preparation, change, at)
}

/** Roll-ups begin with nothing, and follow when they are computed anew; formulas are computed with every write. */
async function compute(context: Context, object: ObjectDefinition, changes: (Change | undefined)[], { recompute: anew }: WriteOptions): Promise<void> {
  const rollups = rollupsOf(context, object)
  if (rollups.length) {
    // not even a merge or an unbounded write gives them
    for (const change of changes) for (const field of rollups) if (change) change.after[field.name] = change.before ? change.before[field.name] : emptyRollup(context, field)
    const values = anew ? await readRollups(context, object, changes.flatMap(change => change ? [change.id] : [])) : undefined
    for (const change of changes) if (change && values) Object.assign(change.after, values.get(change.id))
  }
  await computeFormulas(context, object, changes)
}

/** What changed is known now, and whether the stage and the object's own rules allow it. */
function complete(preparation: Preparation, rules: LiveRule[], change: Change, at: number): void {
  const { context, plan, options } = preparation
  checkStageRules(preparation, change, at)
  checkFittingOptions(preparation, change, at)
  checkValidations(preparation, rules, change, at)
  if (change.kind === 'created') {
    stamped(context, plan, change.after, 1)
    change.changed = plan.names.filter(name => !isEmpty(change.after[name]))
  }
  if (change.kind !== 'updated') return
  // an edit has it stamped below
  if (options.recompute) change.after.completeness = completenessOf(plan, change.after)
  change.changed = plan.names.filter(name => !sameValue(change.before![name] ?? null, change.after[name] ?? null))
  if (change.changed.length && !options.recompute) stamped(context, plan, change.after, change.version)
}

async function store(context: Context, object: ObjectDefinition, changes: Change[], options: WriteOptions, places: number[], alone: boolean): Promise<void> {
  const created = changes.filter(change => change.kind === 'created')
  const interested = (behaviours.get(object.name) ?? []).filter(behaviour => behaviour.after && (behaviour.wants?.(changes) ?? true))
  const plans = hooks.map(hook => ({ hook, plan: hook.match(context, object, changes, options.workflows === false) })).filter(({ plan }) => plan !== undefined)
  const only = alone && created.length === changes.length && interested.length === 0 && plans.length === 0 && !dependentsOf(context, object)
  const write = async (kind: 'updated' | 'deleted' | 'restored') => {
    const group = changes.filter(change => change.kind === kind)
    if (group.length) await context.sql.query(kind === 'updated' && group.length >= BULK ? bulkRevision(context, object, group) : revision(context, object, group))
  }
  try {
    // a unique value is free before somebody else of the same write takes it
    await write('deleted')
    for (const statement of handOver(context, object, changes)) await context.sql.query(statement)
    if (created.length === 1) await context.sql.query(creation(context, object, created[0]), { only, prepare: context.workspace.version })
    else if (created.length) await context.sql.query(created.length < BULK ? insertion(context, object, created) : bulkInsertion(context, object, created), { only })
    await write('updated')
    await write('restored')
  } catch (error) {
    throw explainRefusal(context, error, object, changes, options, places)
  }
  await moveStages(context, object, changes)
  for (const behaviour of interested) await behaviour.after!(context, changes)
  await recomputeDependents(context, object, changes, options)
  try {
    for (const { hook, plan } of plans) await hook.apply(context, plan)
  } catch (error) {
    throw error instanceof RefusedChanges ? placeRefusals(error, changes, options, places) : error
  }
}

/** What a module refused, each at its operation: whoever leaves out what is wrong has to know which that is. */
function placeRefusals({ reasons }: RefusedChanges, changes: Change[], options: WriteOptions, places: number[]): Problem {
  const faults = new Faults(options)
  changes.forEach(({ id }, at) => {
    const reason = reasons.get(id)
    if (reason) faults.add(places[at], '', reason.code, reason.parameters)
  })
  const [{ code, parameters }] = reasons.values()
  return new Problem(code, { parameters, faults: faults.list })
}
