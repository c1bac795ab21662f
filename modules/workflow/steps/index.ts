// The steps there are: one line each, and those that other rooms bring.
import type { Module } from '../../../kernel/module.ts'
import type { Step } from '../step.ts'
import { addComment } from './add-comment.ts'
import { addTag, removeTag } from './tag.ts'
import { assign } from './assign.ts'
import { createRecord } from './create-record.ts'
import { deleteRecord } from './delete-record.ts'
import { findRecords } from './find-records.ts'
import { forEach } from './for-each.ts'
import { httpRequest } from './http-request.ts'
import { ifStep } from './if.ts'
import { notify } from './notify.ts'
import { sendEmail } from './send-email.ts'
import { setVariable } from './set-variable.ts'
import { stop } from './stop.ts'
import { wait } from './wait.ts'
import { updateRecord } from './update-record.ts'

export const steps: Record<string, Step> = Object.fromEntries(
  [createRecord, updateRecord, deleteRecord, findRecords, ifStep, forEach, wait, notify, sendEmail, httpRequest, assign, addTag, removeTag, addComment, setVariable, stop].map(step => [step.type, step]),
)

/** Takes up the steps of the other rooms; once, when the program starts. */
export function takeUpSteps(modules: Module[]): void {
  for (const step of modules.flatMap(each => (each.steps ?? []) as Step[])) steps[step.type] = step
}
