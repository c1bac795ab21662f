// Approvals: notices to approvers, requester and owner, each in her own language; approvers are told by mail and in the chat too (tell-job.ts).
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { notifyMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { addJobs } from '../../kernel/job/job.ts'
import type { Request, Seat } from './request.ts'
import { tellQueue, SEATS_A_JOB } from './tell-queue.ts'
import { say, tellTexts as t } from './texts.ts'

type Told = { request: Request, seats: Seat[] }

export async function tellSeats(context: Context, told: Told[], kind: 'asked' | 'reminded' | 'escalated' | 'delegated', time = ''): Promise<void> {
  const notices = told.flatMap(({ request, seats }) => seats.map((seat): NewNotification => {
    const locale = localeOf(context, seat.member)
    return notice(request, seat.member, say(t[kind], locale, { title: request.title }), say(t.askedBy, locale, { who: nameOf(context, request.requester, locale) }), `${seat.id} ${kind} ${time}`)
  }))
  await notifyMembers(context, notices)
  if (kind === 'reminded') return
  const seats = told.flatMap(each => each.seats.map(seat => seat.id))
  const payloads: { seats: string[] }[] = []
  for (let at = 0; at < seats.length; at += SEATS_A_JOB) payloads.push({ seats: seats.slice(at, at + SEATS_A_JOB) })
  await addJobs(context, tellQueue, payloads)
}

/** Whoever asked and whose record it is, but not for what she did herself. */
export async function tellEnds(context: Context, requests: Request[]): Promise<void> {
  await notifyMembers(context, requests.flatMap(request => {
    const { state, decidedBy, comment, requester, owner, title } = request
    if (state === 'pending') return []
    const members = [...new Set([requester, owner])].filter((member): member is string => member !== null && member !== decidedBy)
    return members.map(member => {
      const locale = localeOf(context, member)
      const who = nameOf(context, decidedBy, locale)
      const body = decidedBy === null ? null : say(comment ? t.byBecause : t.by, locale, { who, comment: comment ?? '' })
      return notice(request, member, say(t[state], locale, { title }), body, `${request.id} end ${member}`)
    })
  }))
}

/** A level at which nobody may sit any more (all have left, or decided before): who asked can withdraw it. */
export async function tellStuck(context: Context, requests: Request[]): Promise<void> {
  await notifyMembers(context, requests.map(request => notice(request, request.requester, say(t.unanswerable, localeOf(context, request.requester), { title: request.title }), null, `${request.id} stuck`)))
}

function notice({ id, object, record }: Request, member: string, title: string, body: string | null, key: string): NewNotification {
  return { member, title: cutText(title, 500), body, link: `/approvals?open=${id}`, object, record, key: `approval ${key}` }
}

export function localeOf({ workspace }: Context, member: string): 'en' | 'id' {
  return workspace.members.get(member)?.locale ?? workspace.locale
}

export function nameOf({ workspace }: Context, member: string | null, locale: 'en' | 'id'): string {
  return (member !== null && workspace.members.get(member)?.name) || say(t.someone, locale)
}
