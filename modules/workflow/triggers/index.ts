// The workflow room: the triggers there are: what may be said of each, whether it is about a record, and what templates
// may name of it.
import { z } from 'zod'
import { open, type Shape } from '../names.ts'
import { buttonTrigger, fieldOf, manualTrigger } from './button.ts'
import { dateTrigger } from './date.ts'
import { recordTrigger } from './record.ts'
import { scheduleTrigger } from './schedule.ts'
import { webhookTrigger } from './webhook.ts'

export const anyTrigger = z.discriminatedUnion('type', [recordTrigger, dateTrigger, scheduleTrigger, webhookTrigger, buttonTrigger, manualTrigger])

export type AnyTrigger = z.output<typeof anyTrigger>

export const triggerTypes = new Set<string>(anyTrigger.options.map(({ shape }) => shape.type.value))

/** Without one, a workflow has no object, and steps name the records that they are about. */
const withoutRecord = new Set<string>(['webhook', 'schedule'])

export function isAboutRecord(type: string): boolean {
  return !withoutRecord.has(type)
}

/** What lies below `trigger` beside what every trigger has. */
export function namesBelow(trigger: AnyTrigger): Record<string, Shape> {
  if (trigger.type === 'webhook') return { body: open, headers: open }
  if (trigger.type === 'date') return { date: { kind: 'value' } }
  if (trigger.type !== 'button' && trigger.type !== 'manual') return {}
  return { input: { kind: 'fields', fields: Object.fromEntries(trigger.inputs.map(input => [input.name, input.type === 'currency' ? open : { kind: 'value', field: fieldOf(input) }])) } }
}
