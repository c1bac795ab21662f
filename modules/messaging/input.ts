// Messages: the input of the step sendMessage.
import { z } from 'zod'

const spoken = z.string().trim().min(1).max(4096)

export const input = z.strictObject({
  /** A contact's id, mostly a template; by default the record's contact, or the record itself where it is one. */
  to: z.string().trim().min(1).max(500).optional(),
  /** `preferred`: the first on which the contact is reached. */
  channel: z.string().default('preferred'),
  /** In one language, or in several of which the contact's own is taken. Knows `contact` besides the names of every step. */
  text: z.union([spoken, z.strictObject({ id: spoken.optional(), en: spoken.optional() }).refine(given => given.id !== undefined || given.en !== undefined, { params: { code: 'value.required' } })]),
  /** The key of a template that the channel knows. */
  template: z.string().trim().min(1).max(200).optional(),
  /** Of a contact who has not agreed to be written to: passed over, or the run fails. */
  ifNoConsent: z.enum(['skip', 'fail']).default('skip'),
})

export type Input = z.output<typeof input>
