// Approvals: what is queued so that approvers are told by mail and in the chat; the job itself is tell-job.ts.
import { z } from 'zod'

export const SEATS_A_JOB = 100

export const tellQueue = { name: 'approvals.mail', payload: z.object({ seats: z.array(z.uuid()).min(1).max(SEATS_A_JOB) }) }
