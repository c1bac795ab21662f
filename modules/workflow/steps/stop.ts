// Step stop: ends the run here, as done.
import { z } from 'zod'
import { defineStep } from '../step.ts'

export const stop = defineStep('stop', {
  label: { en: 'Stop', id: 'Berhenti' },
  help: { en: 'Ends the workflow for this record.', id: 'Mengakhiri alur kerja untuk catatan ini.' },
  input: z.strictObject({}),
  stops: true,
  run: async calls => calls.map(() => undefined),
})
