// The workflow room: its part in every write. Matching is pure and fast, on the change's own before and after; only when
// something matches (or a condition crosses relations) does the write do more than it would without workflows.
import type { Context } from '../../kernel/context.ts'
import { testFilter } from '../../kernel/filter/predicate.ts'
import type { ObjectDefinition } from '../../kernel/object/definition.ts'
import type { Change, RecordValues, WriteHook } from '../../kernel/record/hook.ts'
import { knownCatalogue, loadCatalogue, type Catalogue, type Entry } from './catalogue.ts'
import { judge } from './condition.ts'
import { followDates, touchedDates, type Touched } from './date-hook.ts'
import { enrol, leave } from './enrol.ts'
import { findCandidates, meetExpectations, type Candidate } from './meet.ts'
import { isInside, isMeant } from './triggers/record.ts'
import { runWithin } from './within.ts'

/** A change that sets a workflow off. */
export interface Match {
  entry: Entry
  change: Change
  /** It was not in the state before: this is a new entry whatever is remembered. */
  entered: boolean
}

/** A record that has ceased to hold what `reenrol: afterExit` waits for. */
export interface Exit { entry: Entry, change: Change }

interface Plan {
  object: ObjectDefinition
  /** An import that sets nothing off: the timers of dates follow all the same, as far as they lie ahead. */
  silent: boolean
  /** Undefined when the workflows were not yet in memory: everything is then decided in `apply`. */
  found: Found | undefined
  changes: Change[]
}

interface Found {
  matches: Match[]
  exits: Exit[]
  touched: Touched[]
  /** Changes that runs may be waiting for. */
  awaited: Candidate[]
}

export const matchWorkflows: WriteHook = {
  name: 'workflow.match',
  match(context, object, changes, silent): Plan | undefined {
    const catalogue = knownCatalogue(context.workspace)
    if (!catalogue) return { object, changes, silent, found: undefined }
    const found = find(context, catalogue, object, changes, silent)
    return found && { object, changes, silent, found }
  },
  async apply(context, { object, changes, silent, found }: Plan) {
    const decided = found ?? find(context, await loadCatalogue(context), object, changes, silent)
    if (!decided) return
    await followDates(context, decided.touched, silent)
    await meetExpectations(context, decided.awaited)
    const matches = await keepHolding(context, object, decided.matches)
    const ceased = decided.matches.filter(match => match.entry.meaning.reenrol === 'afterExit' && !matches.includes(match))
    const exits = [...await keepCeased(context, object, decided.exits), ...ceased]
    await leave(context, [...exits, ...matches.filter(({ entry, entered }) => entered && entry.meaning.reenrol === 'afterExit')])
    const within = matches.filter(match => match.entry.program.definition.inTransaction)
    await enrol(context, matches.filter(match => !within.includes(match)))
    await runWithin(context, within)
  },
}

function find(context: Context, catalogue: Catalogue, object: ObjectDefinition, changes: Change[], silent: boolean): Found | undefined {
  const watching = catalogue.get(object.name)
  if (!watching) return undefined
  const found: Found = { matches: [], exits: [], touched: touchedDates(watching, changes, context.cause), awaited: silent ? [] : findCandidates(context, watching.patterns, changes) }
  for (const entry of silent ? [] : watching.entries) {
    entry.program.environment.now = context.now
    for (const change of changes) look(found, entry, change)
  }
  return Object.values(found).some(list => list.length > 0) ? found : undefined
}

function look(found: Found, entry: Entry, change: Change): void {
  const { meaning } = entry
  const afterExit = meaning.reenrol === 'afterExit' && (change.kind === 'updated' || change.kind === 'deleted')
  const untouched = change.kind === 'updated' && entry.watched && !change.changed.some(name => entry.watched!.has(name))
  if (!untouched && isMeant(meaning, change) && holds(entry, change.after)) found.matches.push({ entry, change, entered: !mayHold(entry, change.before) })
  else if (afterExit && mayHold(entry, change.before) && (change.kind === 'deleted' || !surelyHolds(entry, change.after))) found.exits.push({ entry, change })
}

/** What a condition says across relations counts as it helps, until the database is asked. */
function holds({ program: { condition } }: Entry, values: RecordValues): boolean {
  return testFilter(condition.may, values)
}

function mayHold(entry: Entry, values: RecordValues | null): boolean {
  return isInside(entry.meaning, values) && holds(entry, values!)
}

function surelyHolds({ meaning, program: { condition } }: Entry, values: RecordValues): boolean {
  return isInside(meaning, values) && testFilter(condition.surely, values)
}

/** Judges the conditions that cross relations, one workflow at a time, for all its records at once. */
async function keepHolding(context: Context, object: ObjectDefinition, matches: Match[]): Promise<Match[]> {
  return keep(context, object, matches, held => held)
}

async function keepCeased(context: Context, object: ObjectDefinition, exits: Exit[]): Promise<Exit[]> {
  return keep(context, object, exits, (held, { entry, change }) => change.kind === 'deleted' || !held || !isInside(entry.meaning, change.after))
}

async function keep<T extends Exit>(context: Context, object: ObjectDefinition, list: T[], wanted: (held: boolean, each: T) => boolean): Promise<T[]> {
  const kept: T[] = list.filter(({ entry }) => !entry.program.condition.crosses)
  for (const [entry, group] of Map.groupBy(list.filter(each => each.entry.program.condition.crosses), each => each.entry)) {
    const held = await judge({ ...context, actor: entry.program.actor }, object.name, entry.program.condition, group.map(({ change }) => change.after))
    kept.push(...group.filter((each, at) => wanted(held[at], each)))
  }
  return kept
}
