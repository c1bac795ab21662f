// Approvals: from what was asked to requests that are made: by hand on a record, and by the step of a workflow.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { Problem, refuse } from '../../kernel/http/errors.ts'
import { covers, isKnownField, knownObject } from '../../kernel/permission/rules.ts'
import { lockRows, type StoredRow } from '../../kernel/record/lock.ts'
import { makeRequests } from './advance.ts'
import type { Settings } from './input.ts'
import type { Request } from './request.ts'
import { checkLevels, checkNames } from './seats.ts'

export interface Wanted extends Settings {
  title: string
  body?: string
  approvers: { to: string | string[], need: 'any' | 'all' }[]
  parallel: boolean
  lock: boolean
  lockExcept: string[]
  allowOwn: boolean
}

export interface About { object: string | null, record: string | null, owner: string | null }

export function newRequest(context: Context, wanted: Wanted, { object, record, owner }: About, requester: string): Request {
  const { title, body, approvers, parallel, lock, lockExcept, allowOwn, remindAfter, escalateAfter, expireAfter } = wanted
  return {
    id: uuid(), title: cutText(title, 500), body: body ?? null, object, record, state: 'pending', requester, owner, run: null, step: null, iteration: null, parallel, locks: lock && record !== null, except: lockExcept, own: allowOwn,
    settings: { ...remindAfter && { remindAfter }, ...escalateAfter && { escalateAfter }, ...expireAfter && { expireAfter } }, decidedBy: null, comment: null, decidedAt: null, createdAt: isoTime(context.now),
    levels: approvers.map(({ to, need }, at) => ({ level: at + 1, need, names: [to].flat(), state: 'waiting' })), seats: [],
  }
}

/** The records, locked, that the caller may change. Throws `notFound`, `permission.denied`. */
export async function changeableRows(context: Context, object: string, ids: string[]): Promise<Map<string, StoredRow>> {
  const rows = await lockRows(context, knownObject(context, object), ids)
  for (const id of ids) {
    const row = rows.get(id)
    const place = { owner: row?.values.owner ?? null, team: row?.team ?? null, shared: row?.shared ?? null }
    if (!row || row.deleted || !covers(context, object, 'read', place)) throw new Problem('notFound')
    if (!covers(context, object, 'update', place)) throw new Problem('permission.denied')
  }
  return rows
}

/** By hand, on a record that she may change; answers the request's id. */
export async function askByHand(context: Context, object: string, record: string, wanted: Wanted): Promise<string> {
  const rows = await changeableRows(context, object, [record])
  const faults = [...checkLevels(wanted.approvers, context.workspace), ...wanted.escalateAfter?.to === undefined ? [] : checkNames(wanted.escalateAfter.to, context.workspace, 'escalateAfter.to'), ...checkExcept(context, object, wanted.lockExcept, name => isKnownField(context, object, name))]
  if (faults.length) throw refuse(faults)
  const request = newRequest(context, wanted, { object, record, owner: rows.get(record)!.values.owner }, context.actor.member)
  await makeRequests(context, [request])
  return request.id
}

/** `isKnown`: whether who asks may know of the field; one that is hidden is answered as one that there is not. */
export function checkExcept({ workspace }: Pick<Context, 'workspace'>, object: string, names: string[], isKnown: (name: string) => boolean = () => true): { path: string, code: string }[] {
  const fields = workspace.objects.get(object)?.fields ?? []
  return names.flatMap((name, at) => fields.some(field => field.name === name) && isKnown(name) ? [] : [{ path: `lockExcept[${at}]`, code: 'field.unknown' }])
}
