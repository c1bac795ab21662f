// What a worker works on: the kernel's own jobs, timers, subscribers and schedules, and those that the modules declare.
import type { App } from '../app.ts'
import { searchIndex } from '../event/search-index.ts'
import { sweepFiles as sweepAttachments } from '../file/sweep.ts'
import { finishTable } from '../object/finish-job.ts'
import { moveLate } from '../object/option-rows.ts'
import { dropGone } from '../object/put-away.ts'
import { purgeBin } from '../record/purge-bin.ts'
import { recomputeMoving } from '../record/recompute-moving.ts'
import { recomputeAll } from '../record/recompute.ts'
import { runBulk } from '../record/bulk/job.ts'
import { sweepBulk } from '../record/bulk/sweep.ts'
import { undoBulk } from '../record/bulk/undo.ts'
import { runExport } from '../record/export/job.ts'
import { sweepExports } from '../record/export/sweep.ts'
import { moveLateLinks } from '../record/merge/late.ts'
import { sweepMerges } from '../record/merge/sweep.ts'
import { runImport } from '../record/import/job.ts'
import { undoImport } from '../record/import/undo.ts'
import { sweepFiles } from '../record/import/sweep-files.ts'
import { sendMail } from '../workspace/mail.ts'
import { restampOwner } from '../workspace/restamp-job.ts'
import { kernelSchedules } from './kernel-schedules.ts'
import type { WorkerParts } from './worker.ts'

export function kernelParts({ modules }: App): WorkerParts {
  return {
    jobs: [finishTable, moveLate, sendMail, restampOwner, runImport, undoImport, runBulk, undoBulk, sweepBulk, runExport, sweepExports, sweepMerges, moveLateLinks, purgeBin, sweepFiles, sweepAttachments, recomputeAll, recomputeMoving, ...kernelSchedules.map(each => each.job), ...modules.flatMap(each => each.jobs ?? [])],
    timers: [dropGone, ...modules.flatMap(each => each.timers ?? [])],
    subscribers: [searchIndex, ...modules.flatMap(each => each.subscribers ?? [])],
    schedules: [...kernelSchedules, { job: purgeBin, every: 'day' }, { job: sweepFiles, every: 'day' }, { job: sweepBulk, every: 'day' }, { job: sweepMerges, every: 'day' }, { job: sweepAttachments, every: 'day' }, { job: sweepExports, every: 'hour' }, { job: recomputeMoving, every: 'hour' }, ...modules.flatMap(each => each.schedules ?? [])],
  }
}
