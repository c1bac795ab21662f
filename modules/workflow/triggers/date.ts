// Trigger date: a time reckoned from a date of the record: three days after it, a month before it, each year on it. When a
// timer falls due is said in SQL (dates.ts), for one record and for a million alike.
import { z } from 'zod'
import { kindOf } from '../../../kernel/field/types/index.ts'
import type { Fault } from '../../../kernel/http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../../kernel/object/definition.ts'
import type { Workspace } from '../../../kernel/workspace/workspace.ts'
import { graceSpan, lengthOf, offsetSpan, usualGrace, type Span } from './span.ts'

export const dateTrigger = z.strictObject({
  type: z.literal('date'),
  /** Of the type date or dateTime. */
  field: z.string(),
  /** After the date; before it where a number is negative. */
  offset: offsetSpan.default({}),
  /** The time of day, such as `09:00`. Without it: the first moment of that day, or the very time of a dateTime. */
  at: z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/).optional(),
  repeat: z.enum(['yearly', 'monthly']).nullish(),
  /** What is later than this is missed; 7 days by default, 24 hours where customers are written to. */
  grace: graceSpan.optional(),
  /** Whose clock counts: the workspace's (by default), an IANA zone, `contact` (the record's contact) or `branch` (its owner's). */
  timeZone: z.string().max(60).optional(),
})

export type DateTrigger = z.output<typeof dateTrigger>

export type Zone =
  | { kind: 'fixed', name: string }
  | { kind: 'branch' }
  /** Of the contact that this relation leads to; undefined: the record is one itself. */
  | { kind: 'contact', relation?: string }

/** A date trigger, compiled. */
export interface Dating {
  field: FieldDefinition
  offset: Span
  at?: string
  repeat?: 'yearly' | 'monthly'
  /** Milliseconds. */
  grace: number
  zone: Zone
}

/** Reads a date trigger; what is wrong with it is added to `faults`. */
export function readDate(trigger: DateTrigger, object: ObjectDefinition, workspace: Workspace, canRead: (field: string) => boolean, faults: Fault[]): Dating | undefined {
  const field = object.fields.find(each => each.name === trigger.field && canRead(each.name))
  if (!field) faults.push({ path: 'trigger.field', code: 'field.unknown' })
  else if (!isDated(field)) faults.push({ path: 'trigger.field', code: 'workflow.notDate' })
  const zone = readZone(trigger.timeZone, object, workspace)
  if (!zone) faults.push({ path: 'trigger.timeZone', code: 'value.invalid' })
  if (!field || !zone) return undefined
  const { offset, at, repeat, grace } = trigger
  return { field, offset, zone, grace: grace ? lengthOf(grace) : usualGrace, ...at ? { at } : {}, ...repeat ? { repeat } : {} }
}

function isDated(field: FieldDefinition): boolean {
  return ['date', 'dateTime'].includes(kindOf(field))
}

/** The field holds a time and not only a day. */
export function isMoment(field: FieldDefinition): boolean {
  return kindOf(field) === 'dateTime'
}

function readZone(named: string | undefined, object: ObjectDefinition, workspace: Workspace): Zone | undefined {
  if (named === undefined || named === 'workspace') return { kind: 'fixed', name: workspace.timeZone }
  if (named === 'branch') return { kind: 'branch' }
  if (named !== 'contact') return isZone(named) ? { kind: 'fixed', name: named } : undefined
  if (object.name === 'contact') return { kind: 'contact' }
  const relation = object.fields.find(field => field.type === 'relation' && field.to === 'contact')
  return relation && { kind: 'contact', relation: relation.name }
}

/** As PostgreSQL knows it too: a region and a place, or UTC. */
export function isZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Z][A-Za-z_]+\/[A-Za-z0-9_/+-]+$/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
