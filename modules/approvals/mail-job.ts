// Approvals: the job that tells approvers by mail. Links are made, mails queued and seats marked in one transaction, so that
// a job that is cut off tells nobody twice; whoever is asked very much at once gets one mail for all of it.
import { addJobs, defineJob } from '../../kernel/job/job.ts'
import { sendMail, type Mail } from '../../kernel/workspace/mail.ts'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import type { Member } from '../../kernel/workspace/workspace.ts'
import { LINK_DAYS, makeLinks } from './link.ts'
import { mailQueue } from './mail-queue.ts'
import { openSeats, readRequests, tables, type Request, type Seat } from './request.ts'
import { localeOf, nameOf } from './tell.ts'
import { mailTexts as t, say } from './texts.ts'

/** From so many on they are told together. */
const SEVERAL = 6

export const tellByMail = defineJob<{ seats: string[] }>({
  ...mailQueue,
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
  for (const [id, group] of Map.groupBy(told, ({ seat }) => seat.member)) {
    const member = context.workspace.members.get(id)
    if (member?.email && member.active && member.kind === 'person') mails.push(...group.length < SEVERAL ? await mailsFor(context, app, member, group) : [mailForSeveral(context, app, member, group.length)])
  }
  await addJobs(context, sendMail, mails)
}

async function mailsFor(context: Context, { settings }: App, member: Member, group: { request: Request, seat: Seat }[]): Promise<Mail[]> {
  const locale = localeOf(context, member.id)
  const tokens = await makeLinks(context, group.map(({ seat }) => seat.id))
  return group.map(({ request, seat }) => ({
    to: member.email!, subject: say(t.subject, locale, { title: request.title.slice(0, 150) }),
    text: say(t.body, locale, { name: member.name, who: nameOf(context, request.requester, locale), workspace: context.workspace.name, title: request.title, body: request.body ? `\n${request.body}\n` : '', days: LINK_DAYS, link: `${settings.url}/approve/${tokens.get(seat.id)}` }),
  }))
}

function mailForSeveral({ workspace, ...context }: Context, { settings }: App, member: Member, count: number): Mail {
  const locale = localeOf({ ...context, workspace }, member.id)
  return { to: member.email!, subject: say(t.severalSubject, locale, { count }), text: say(t.severalBody, locale, { name: member.name, count, workspace: workspace.name, link: `${settings.url}/approvals` }) }
}
