// Trigger webhook: another program calls the workflow's own address (hook-call.ts). There is no record; what was sent is
// `trigger.body` and `trigger.headers`.
import { z } from 'zod'

export const webhookTrigger = z.strictObject({
  type: z.literal('webhook'),
  /** `secret`: signed with the secret, or the secret itself as a bearer; `signature`: signed only; `none`: whoever knows the address. */
  check: z.enum(['secret', 'signature', 'none']).default('secret'),
})
