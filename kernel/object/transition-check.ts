// Kernel, objects: what is wrong with transition rules beyond their shape: every value, role and field that they name is there.
import type { Context } from '../context.ts'
import { environmentOf } from '../field/environment.ts'
import { InvalidValue } from '../field/field-type.ts'
import { typeOf } from '../field/types/index.ts'
import type { Fault } from '../http/errors.ts'
import { derivedTypes, type FieldDefinition } from './definition.ts'
import type { Transitions } from './transition.ts'

/** Moments and members that a rule may set instead of a fixed value, by the types that take them. */
const livingValues: Record<string, string[]> = { '@now': ['dateTime'], '@today': ['date'], '@me': ['user'] }

/** `own` is the field whose values are `known`, `fields` those of its object; `path` is put before each fault's. */
export function checkTransitions(context: Context, { rules }: Transitions, own: FieldDefinition | undefined, known: string[], fields: FieldDefinition[], path: string): Fault[] {
  return rules.flatMap((rule, index) => {
    const at = `${path}transitions.rules[${index}]`
    const unknown = (list: string[], part: string) => list.flatMap((value, place): Fault[] => known.includes(value) ? [] : [{ path: `${at}.${part}[${place}]`, code: 'option.unknown' }])
    return [
      ...unknown(rule.to, 'to'), ...unknown(rule.from ?? [], 'from'),
      ...(rule.roles ?? []).flatMap((role, place): Fault[] => context.workspace.roles.has(role) ? [] : [{ path: `${at}.roles[${place}]`, code: 'role.unknown' }]),
      ...(rule.requires ?? []).flatMap((name, place) => checkNamed(fields, own, name, `${at}.requires[${place}]`)),
      ...Object.entries(rule.sets ?? {}).flatMap(([name, value]) => checkNamed(fields, own, name, `${at}.sets.${name.slice(0, 60)}`, field => checkValue(context, field, value))),
    ]
  })
}

/** Something that a person could fill, or the company's rule in her place; never the field itself. */
function checkNamed(fields: FieldDefinition[], own: FieldDefinition | undefined, name: string, path: string, judge?: (field: FieldDefinition) => string | undefined): Fault[] {
  const field = fields.find(each => each.name === name)
  if (!field) return [{ path, code: 'field.unknown' }]
  if (field.readOnly || field.computed || derivedTypes.has(field.type) || name === own?.name || name === own?.pipelineField) return [{ path, code: 'value.invalid' }]
  const code = judge?.(field)
  return code === undefined ? [] : [{ path, code }]
}

function checkValue(context: Context, field: FieldDefinition, value: unknown): string | undefined {
  if (value === null || (typeof value === 'string' && Object.hasOwn(livingValues, value))) return value === null || livingValues[value].includes(field.type) ? undefined : 'value.invalid'
  try {
    typeOf(field).parse(value, field, environmentOf(context))
    return undefined
  } catch (error) {
    if (error instanceof InvalidValue) return error.code
    throw error
  }
}
