// The workflow room: which record a step is about: the trigger's own unless `object` and `recordId` say another.
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import { rightsOf } from '../../../kernel/permission/role.ts'
import { visibleObject, type Names } from '../names.ts'
import type { Call } from '../step.ts'

export interface Target { object?: string, recordId?: unknown }

/** Another object needs an id, and the role must allow the step. */
export function checkTarget({ object, recordId }: Target, names: Names, own: string, verb: 'update' | 'read' | 'delete'): Fault[] {
  const name = object ?? own
  if (!name) return [{ path: 'object', code: 'value.required' }]
  if (!visibleObject(names, name)) return [{ path: 'object', code: 'object.unknown' }]
  if (name !== own && recordId === undefined) return [{ path: 'recordId', code: 'value.required' }]
  const allowed = rightsOf(names.role, name)[verb] !== 'none' || names.shares.some(rule => rule.object === name && (verb === 'read' || rule.access === 'update'))
  return allowed ? [] : [{ path: object ? 'object' : 'type', code: 'workflow.roleDenied', parameters: { role: names.role.name } }]
}

/** The object that a step is about; saving has seen to it that there is one. */
export function objectNamed({ input, run }: Call<Target>): string {
  return input.object ?? run.object!
}

/** The record's id. Throws Problem when the template of it came out empty or is no id. */
export function targetOf({ input, run }: Call<Target>): string {
  const id = input.recordId === undefined ? run.record : input.recordId
  if (typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase()
  throw new Problem('invalid', { faults: [{ path: 'recordId', code: id === null || id === undefined ? 'value.required' : 'value.invalid' }] })
}
