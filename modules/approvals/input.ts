// Approvals: what a request says, the same for the step of a workflow and for one that is made by hand.
import { z } from 'zod'
import { recipients } from '../workflow/index.ts'

const hours = z.number().positive().max(8760)

export const level = z.strictObject({
  /** Members, `role:x`, `team:x`, or `manager`: whom the record's owner reports to. */
  to: recipients,
  /** Of several: whether one is enough. */
  need: z.enum(['any', 'all']).default('any'),
})

export const settings = {
  /** Again each so many hours, five times at most. */
  remindAfter: z.strictObject({ hours }).optional(),
  /** Who decides a level alone when nobody has; without `to` whom its approvers report to. */
  escalateAfter: z.strictObject({ hours, to: recipients.optional() }).optional(),
  /** When it ends by itself, and how. */
  expireAfter: z.strictObject({ hours, outcome: z.enum(['approved', 'rejected', 'expired']).default('expired') }).optional(),
}

export const asked = {
  title: z.string().trim().min(1).max(500),
  body: z.string().trim().min(1).max(5000).optional(),
  approvers: z.array(level).min(1).max(10),
  parallel: z.boolean().default(false),
  lock: z.boolean().default(true),
  /** Fields that may be changed although the record is locked. */
  lockExcept: z.array(z.string().max(200)).max(100).default([]),
  /** The requester may approve it herself. */
  allowOwn: z.boolean().default(false),
  ...settings,
}

export interface Settings {
  remindAfter?: { hours: number }
  escalateAfter?: { hours: number, to?: string | string[] }
  expireAfter?: { hours: number, outcome: 'approved' | 'rejected' | 'expired' }
}
