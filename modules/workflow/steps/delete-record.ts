// Step deleteRecord: puts the trigger's record, or the one that `object` and `recordId` name, into the bin.
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import type { Names } from '../names.ts'
import { defineStep } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { writeFor } from '../write.ts'
import { checkTarget, objectNamed, targetOf } from './target.ts'

export const deleteRecord = defineStep('deleteRecord', {
  ...stepTexts.deleteRecord,
  writes: true,
  input: z.strictObject({ object: z.string().optional(), recordId: z.string().min(1).optional() }),
  fixed: ['object'],
  check: (input, names: Names, own: string): Fault[] => checkTarget(input, names, own, 'delete'),
  output: () => ({ kind: 'fields', fields: { deleted: { kind: 'fields', fields: { object: { kind: 'value' }, id: { kind: 'value' } } } } }),
  async run(calls) {
    const object = objectNamed(calls[0])
    const changes = await writeFor(calls, object, call => ({ op: 'delete', id: targetOf(call) }))
    return changes.map(({ id }) => ({ deleted: { object, id } }))
  },
})
