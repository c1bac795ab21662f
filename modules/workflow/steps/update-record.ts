// Step updateRecord: changes the trigger's record, or the one that `object` and `recordId` name.
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import type { Names } from '../names.ts'
import { defineStep } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { recordsOf, writeFor } from '../write.ts'
import { checkData } from './data.ts'
import { checkTarget, objectNamed, targetOf } from './target.ts'

export const updateRecord = defineStep('updateRecord', {
  ...stepTexts.updateRecord,
  writes: true,
  input: z.strictObject({ object: z.string().optional(), recordId: z.string().min(1).optional(), data: z.record(z.string(), z.unknown()) }),
  fixed: ['object'],
  check(input, names: Names, own: string): Fault[] {
    const faults = checkTarget(input, names, own, 'update')
    const object = names.workspace.objects.get(input.object ?? own)
    return faults.length || !object ? faults : checkData(input.data, object, names)
  },
  output: ({ object }, own) => ({ kind: 'record', object: object ?? own }),
  async run(calls) {
    const object = objectNamed(calls[0])
    const changes = await writeFor(calls, object, call => ({ op: 'update', id: targetOf(call), data: call.input.data }))
    return recordsOf(calls, changes)
  },
})
