// Approvals: the job that tells approvers by mail and in the chat. Links are made, mails queued, messages written and seats
// marked in one transaction, so that a job that is cut off tells nobody twice; whoever is asked very much at once is told once.
import { addJobs, defineJob } from '../../kernel/job/job.ts'
import { sendMail, type Mail } from '../../kernel/workspace/mail.ts'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { sql } from '../../kernel/database/sql.ts'
import type { Member } from '../../kernel/workspace/workspace.ts'
import { postMessages, type Notice } from '../chat/index.ts'
import { LINK_DAYS, makeLinks } from './link.ts'
import { tellQueue } from './tell-queue.ts'
import { openSeats, readRequests, tables, type Request, type Seat } from './request.ts'
import { localeOf, nameOf } from './tell.ts'
import { askTexts as t, say } from './texts.ts'

/** From so many on they are told together. */
const SEVERAL = 6

export const tellApprovers = defineJob<{ seats: string[] }>({
  ...tellQueue,
  async run(context, { seats }, { app }) {
    await app.database.transaction(transaction => tellAll({ ...context, sql: transaction, now: app.clock.now() }, app, seats))
  },
})

async function tellAll(context: Context, app: App, ids: string[]): Promise<void> {
  const marked = await context.sql.query<{ id: string, request: string }>(sql`update ${tables(context).seat} set mailed_at = ${context.now}::timestamptz
    where id = any(${ids}::uuid[]) and mailed_at is null and decision is null returning id, request`)
  if (marked.length === 0) return
  const wanted = new Set(marked.map(row => row.id))
  const requests = await readRequests(context, sql`a.id = any(${marked.map(row => row.request)}::uuid[])`)
  const told = requests.flatMap(request => openSeats(request).filter(seat => wanted.has(seat.id)).map(seat => ({ request, seat })))
  const mails: Mail[] = []
  const notices: Notice[] = []
  for (const [id, group] of Map.groupBy(told, ({ seat }) => seat.member)) {
    const member = context.workspace.members.get(id)
    if (!member?.active || member.kind !== 'person') continue
    for (const { key, subject, body, notice, path, record } of group.length < SEVERAL ? await askEach(context, member, group) : [askTogether(context, member, group)]) {
      if (member.email) mails.push({ to: member.email, subject, text: body(`${app.settings.url}${path}`) })
      notices.push({ channel: id, key: `approval ${key}`, text: notice, link: path, record })
    }
  }
  await addJobs(context, sendMail, mails)
  await postMessages(context, notices)
}

interface Asking { key: string, subject: string, body: (link: string) => string, notice: string, path: string, record: Notice['record'] }

/** One link for the mail and for the message: whichever is used first has used it. */
async function askEach(context: Context, member: Member, group: { request: Request, seat: Seat }[]): Promise<Asking[]> {
  const locale = localeOf(context, member.id)
  const tokens = await makeLinks(context, group.map(({ seat }) => seat.id))
  return group.map(({ request: { title, body, requester, object, record }, seat }) => {
    const [who, about] = [nameOf(context, requester, locale), body ? `\n${body}\n` : '']
    return {
      key: seat.id, path: `/approve/${tokens.get(seat.id)}`, record: object && record ? { object, id: record } : null, subject: say(t.subject, locale, { title: cutText(title, 150) }), notice: say(t.notice, locale, { who, title, body: about }),
      body: link => say(t.body, locale, { name: member.name, who, workspace: context.workspace.name, title, body: about, days: LINK_DAYS, link }),
    }
  })
}

function askTogether(context: Context, member: Member, group: { seat: Seat }[]): Asking {
  const locale = localeOf(context, member.id)
  const count = group.length
  const [subject, workspace] = [say(t.severalSubject, locale, { count }), context.workspace.name]
  return { key: group[0].seat.id, path: '/approvals', record: null, subject, notice: subject, body: link => say(t.severalBody, locale, { name: member.name, count, workspace, link }) }
}
