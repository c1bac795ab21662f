// Step createRecord: makes a record of any object that the workflow's role may create.
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import { rightsOf } from '../../../kernel/permission/role.ts'
import { visibleObject, type Names } from '../names.ts'
import { defineStep } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { recordsOf, writeFor } from '../write.ts'
import { checkData, checkRequired } from './data.ts'

export const createRecord = defineStep('createRecord', {
  ...stepTexts.createRecord,
  writes: true,
  input: z.strictObject({ object: z.string(), data: z.record(z.string(), z.unknown()) }),
  fixed: ['object'],
  check({ object: name, data }, names: Names): Fault[] {
    const object = names.workspace.objects.get(name)
    const rights = rightsOf(names.role, name)
    if (!object || (!rights.create && !visibleObject(names, name))) return [{ path: 'object', code: 'object.unknown' }]
    if (!rights.create) return [{ path: 'object', code: 'workflow.roleDenied', parameters: { role: names.role.name } }]
    return [...checkData(data, object, names), ...checkRequired(data, object)]
  },
  output: ({ object }) => ({ kind: 'record', object }),
  async run(calls) {
    const changes = await writeFor(calls, calls[0].input.object, ({ input }) => ({ op: 'create', data: input.data }))
    return recordsOf(calls, changes)
  },
})
