// Step setVariable: keeps a value under a name for the steps that follow, as `vars.<name>`.
import { z } from 'zod'
import { value } from '../names.ts'
import { defineStep } from '../step.ts'
import { stepTexts } from '../texts.ts'

export const setVariable = defineStep('setVariable', {
  ...stepTexts.setVariable,
  input: z.strictObject({ name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,47}$/), value: z.unknown() }),
  fixed: ['name'],
  output: () => ({ kind: 'fields', fields: { name: value, value: { kind: 'open' } } }),
  variables: ({ name }) => [name],
  run: async calls => calls.map(({ input: { name, value } }) => ({ name, value: value ?? null })),
})
