// Step if: goes one of two ways, by a filter on the record and on what the run knows.
import { z } from 'zod'
import { valueOf } from '../names.ts'
import { defineStep } from '../step.ts'
import { stepTexts } from '../texts.ts'

export const ifStep = defineStep('if', {
  ...stepTexts.if,
  input: z.strictObject({}),
  judges: 'condition',
  blocks: { then: true, else: false },
  output: () => ({ kind: 'fields', fields: { met: valueOf('boolean') } }),
  turns: ({ met }: { met: boolean }) => [{ block: met ? 'then' : 'else' }],
  run: async calls => calls.map(({ met }) => ({ met })),
})
