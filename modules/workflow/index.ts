// Workflows: what happens by itself when records change (API.md §7). They are matched inside the write and run by jobs.
import { defineModule } from '../../kernel/module.ts'
import { checkErrors } from './check-errors.ts'
import { fireDates } from './due.ts'
import { countEffects } from './effects.ts'
import { errors } from './errors.ts'
import { matchWorkflows } from './hook.ts'
import { installWorkflows } from './install.ts'
import { makeCalls } from './outside-job.ts'
import { routes } from './routes.ts'
import { runsAbout } from './run-list.ts'
import { runWorkflows } from './run-job.ts'
import { fireSchedules } from './schedule.ts'
import { enrolStarts } from './start.ts'
import { settleRest } from './settle-job.ts'
import { followZone, setAllDates, setDatesNightly } from './switch-on.ts'
import { sweepRuns } from './sweep.ts'
import { takeUpSteps } from './steps/index.ts'
import { usesByWorkflows } from './uses.ts'
import { wakeWaiting } from './wake.ts'

export const workflow = defineModule('workflow', {
  needs: ['tasks'],
  compose: takeUpSteps,
  hooks: [matchWorkflows],
  timeline: runsAbout,
  subscribers: [countEffects, followZone],
  jobs: [runWorkflows, enrolStarts, settleRest, setAllDates, setDatesNightly, makeCalls, sweepRuns],
  timers: [wakeWaiting, fireDates, fireSchedules],
  schedules: [{ job: setDatesNightly, every: 'day' }, { job: sweepRuns, every: 'day' }],
  routes,
  errors: { ...errors, ...checkErrors },
  migrations: { room: 'workflow', folder: new URL('./migrations/', import.meta.url) },
  install: (context, values, from) => installWorkflows(context, values.workflows ?? [], from),
  uses: usesByWorkflows,
})

export { installWorkflows } from './install.ts'
export { setDatesNightly } from './switch-on.ts'
// for rooms that bring steps
export { stepTexts } from './texts.ts'
export { defineStep, waiting, type Call, type Step } from './step.ts'
export { defineOutsideStep, queueCalls, type Errand, type Outside, type Progress } from './outside.ts'
export { httpFailure, isPassingStatus, OutsideFailure } from './outside-failure.ts'
export { isListed, readHosts } from './outside-hosts.ts'
export { callHttp, methods } from './http-call.ts'
export { sendMailOnce, writeMail } from './steps/send-email.ts'
export { boundBy, staysWithin } from './role-bound.ts'
export { value, valueOf, open, type Names, type Shape } from './names.ts'
export { isTemplate } from './template.ts'
export { printValue } from './reference.ts'
export { setWaits, wakeRuns, type Woken } from './wake.ts'
export { type RunError } from './run.ts'
export { findByIds, treeOf, viewRecords } from './related.ts'
export { type Voice } from './voice.ts'
export { sound } from './sound.ts'
export { authorOf } from './workflows.ts'
export { isZone } from './triggers/date.ts'
export { workflowsWith } from './uses.ts'
export { recipients, checkRecipients, membersOf } from './steps/recipients.ts'
