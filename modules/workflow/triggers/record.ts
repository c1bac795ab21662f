// Trigger record: a record is made, changed or deleted. It answers, from a change's own before and after, whether it is meant.
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import { crossesRelations, parseFilter, type Filter, type FilterScope } from '../../../kernel/filter/filter.ts'
import { testFilter } from '../../../kernel/filter/predicate.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import type { ObjectDefinition } from '../../../kernel/object/definition.ts'
import type { Change } from '../../../kernel/record/hook.ts'
import { graceSpan, lengthOf } from './span.ts'

/** A state that every record is in would be none. */
const state = z.record(z.string(), z.unknown()).refine(given => Object.keys(given).length > 0, { params: { code: 'value.required' } })

export const recordTrigger = z.strictObject({
  type: z.literal('record'),
  on: z.array(z.enum(['created', 'updated', 'deleted'])).min(1).max(3).default(['created', 'updated']),
  changed: z.array(z.string()).min(1).max(100).optional(),
  to: state.optional(),
  from: state.optional(),
  reenrol: z.enum(['never', 'afterExit', 'every']).default('never'),
  /** Not again for the same record within this time: once a day is `{ "days": 1 }`. */
  cooldown: graceSpan.optional(),
})

export type RecordTrigger = z.output<typeof recordTrigger>

/** A record trigger, compiled. */
export interface Meaning {
  kinds: Set<Change['kind']>
  /** Any of these must differ; undefined: whatever changed. */
  changed: Set<string> | undefined
  /** The record comes to fulfil `to`, having ceased to fulfil `from`. */
  to: Filter | undefined
  from: Filter | undefined
  reenrol: RecordTrigger['reenrol']
  /** Milliseconds. */
  cooldown?: number
}

/** Reads a record trigger; what is wrong with it is added to `faults`. */
export function readTrigger(trigger: RecordTrigger, object: ObjectDefinition, scope: FilterScope, faults: Fault[], path = 'trigger'): Meaning {
  const names = new Set(object.fields.filter(field => scope.canRead(object.name, field.name)).map(field => field.name))
  trigger.changed?.forEach((name, at) => names.has(name) || faults.push({ path: `${path}.changed[${at}]`, code: 'field.unknown' }))
  return {
    kinds: new Set(trigger.on),
    changed: trigger.changed && new Set(trigger.changed),
    to: readState(trigger.to, object, scope, `${path}.to`, faults),
    from: readState(trigger.from, object, scope, `${path}.from`, faults),
    reenrol: trigger.reenrol,
    ...trigger.cooldown ? { cooldown: lengthOf(trigger.cooldown) } : {},
  }
}

/** `{ "stage": "delivered" }`: a value, a list of which one is meant, null for empty, or a condition such as `{ "empty": false }`; joined by and, or, not like any filter. */
function readState(state: Record<string, unknown> | undefined, object: ObjectDefinition, scope: FilterScope, path: string, faults: Fault[]): Filter | undefined {
  if (!state) return undefined
  try {
    const filter = parseFilter(filterOfState(state), object, scope, path)
    if (!crossesRelations(filter)) return filter
    faults.push({ path, code: 'workflow.condition' })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    faults.push(...error.faults)
  }
  return undefined
}

const joining = new Set(['and', 'or', 'not'])

/** A state in the filter language. */
export function filterOfState(state: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, joining.has(name) ? value : conditionOf(value)]))
}

function conditionOf(value: unknown): unknown {
  if (value === null) return { empty: true }
  if (Array.isArray(value)) return { in: value }
  return typeof value === 'object' ? value : { eq: value }
}

/** Whether the change is of the kind that the trigger waits for; its condition is judged apart. */
export function isMeant({ kinds, changed, to, from }: Meaning, change: Change): boolean {
  if (!kinds.has(change.kind)) return false
  if (change.kind === 'deleted') return true
  if (changed && !change.changed.some(name => changed.has(name))) return false
  if (to && (!testFilter(to, change.after) || (change.before && testFilter(to, change.before)))) return false
  return !from || (change.before !== null && testFilter(from, change.before) && !testFilter(from, change.after))
}

/** Whether the record, with these values, is in the state that the trigger leads to (for `reenrol: afterExit`). */
export function isInside({ to }: Meaning, values: Change['before']): boolean {
  return values !== null && (!to || testFilter(to, values))
}
