// Step stop: ends the run here, as done.
import { z } from 'zod'
import { defineStep } from '../step.ts'
import { stepTexts } from '../texts.ts'

export const stop = defineStep('stop', {
  ...stepTexts.stop,
  input: z.strictObject({}),
  stops: true,
  run: async calls => calls.map(() => undefined),
})
