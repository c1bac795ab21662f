// Approvals: somebody decides before it goes on; the record is locked meanwhile. Asked for by a workflow's step, or by hand.
import { defineModule } from '../../kernel/module.ts'
import { approvalDue } from './due.ts'
import { errors } from './errors.ts'
import { holdsOf, usesByApprovals } from './hold.ts'
import { passOnSeats } from './left.ts'
import { approvalsAbout } from './list.ts'
import { tellApprovers } from './tell-job.ts'
import { routes } from './routes.ts'
import { requestApproval } from './step.ts'

export const approvals = defineModule('approvals', {
  needs: ['workflow', 'chat'],
  steps: [requestApproval],
  holds: holdsOf,
  uses: usesByApprovals,
  timeline: approvalsAbout,
  timers: [approvalDue],
  jobs: [tellApprovers],
  subscribers: [passOnSeats],
  routes,
  errors,
  migrations: { room: 'approvals', folder: new URL('./migrations/', import.meta.url) },
})
