// Triggers button and manual: a person sets the workflow off, for a record or for a selection, and may be asked for a few
// values first. Who presses must be able to read the records; the workflow acts by its own role.
import { z } from 'zod'
import { InvalidValue } from '../../../kernel/field/field-type.ts'
import { typeOf } from '../../../kernel/field/types/index.ts'
import type { Context } from '../../../kernel/context.ts'
import { environmentOf } from '../../../kernel/field/environment.ts'
import { refuse, type Fault } from '../../../kernel/http/errors.ts'
import { isName, type FieldDefinition } from '../../../kernel/object/definition.ts'
import { label, line } from '../../../kernel/workspace/input.ts'
import type { Workspace } from '../../../kernel/workspace/workspace.ts'

/** A value that is asked for; known to the steps as `trigger.input.<name>`. */
const asked = z.strictObject({
  name: z.string().refine(isName, { params: { code: 'name.invalid' } }),
  label,
  type: z.enum(['text', 'longText', 'number', 'currency', 'boolean', 'date', 'dateTime', 'select', 'email', 'phone', 'url', 'user']),
  required: z.boolean().default(false),
  options: z.array(z.strictObject({ value: line(100), label })).min(1).max(100).optional(),
})

const common = {
  /** Roles that may; administrators always. */
  roles: z.array(z.string().max(200)).max(100).default([]),
  inputs: z.array(asked).max(20).default([]),
}

export const buttonTrigger = z.strictObject({
  type: z.literal('button'), ...common,
  /** What stands on it; the workflow's name where it is left out. */
  label: label.optional(),
  icon: line(40).optional(),
  /** On the record's page and peek, on its list for what is selected. */
  places: z.array(z.enum(['record', 'list'])).min(1).max(2).default(['record']),
  /** Asked before it runs. */
  confirm: label.optional(),
})

export const manualTrigger = z.strictObject({ type: z.literal('manual'), ...common })

export type PersonTrigger = z.output<typeof buttonTrigger> | z.output<typeof manualTrigger>

/** Everyone presses a button that names no role; a workflow without a button is the administrators' unless it names some. */
export function mayStart({ actor: { role } }: Pick<Context, 'actor'>, { type, roles }: PersonTrigger): boolean {
  return role.administrator || roles.includes(role.name) || (type === 'button' && roles.length === 0)
}

export function fieldOf({ required: _, ...rest }: z.output<typeof asked>): FieldDefinition {
  return rest
}

/** What is wrong with the trigger beyond its shape. */
export function personFaults({ roles, inputs }: PersonTrigger, workspace: Workspace): Fault[] {
  const unknown = roles.flatMap((role, at) => workspace.roles.has(role) ? [] : [{ path: `trigger.roles[${at}]`, code: 'workflow.roleUnknown', parameters: { role } }])
  return [...unknown, ...inputs.flatMap((input, at): Fault[] => {
    const path = `trigger.inputs[${at}]`
    if (inputs.findIndex(each => each.name === input.name) < at) return [{ path: `${path}.name`, code: 'name.taken' }]
    return input.type === 'select' && !input.options ? [{ path: `${path}.options`, code: 'value.required' }] : []
  })]
}

/** What was given, as the steps see it. Throws 422 with every fault. */
export function readInput(context: Context, { inputs }: PersonTrigger, given: Record<string, unknown>): Record<string, unknown> {
  const faults: Fault[] = Object.keys(given).filter(name => !inputs.some(input => input.name === name)).map(name => ({ path: `input.${name.slice(0, 60)}`, code: 'field.unknown' }))
  const values = inputs.map(input => {
    const value = given[input.name] ?? null
    const empty = value === null || value === ''
    if (empty && input.required) faults.push({ path: `input.${input.name}`, code: 'value.required' })
    return [input.name, empty ? null : parse(context, fieldOf(input), value, faults)]
  })
  if (faults.length) throw refuse(faults)
  return Object.fromEntries(values)
}

function parse(context: Context, field: FieldDefinition, value: unknown, faults: Fault[]): unknown {
  try {
    if (field.type === 'user' && !context.workspace.members.has(String(value))) throw new InvalidValue('value.invalid')
    return typeOf(field).parse(value, field, environmentOf(context))
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    faults.push({ path: `input.${field.name}`, code: error.code, parameters: error.parameters })
    return null
  }
}
