// Team chat: a message that needs an answer from one colleague within so many hours (by the product's clock). Unanswered
// she is asked again, and after as long again her supervisor is told.
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { sql } from '../../kernel/database/sql.ts'
import { notifyMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { Problem, refuse } from '../../kernel/http/errors.ts'
import { cancelTimers, defineTimer, setTimers, type Timer } from '../../kernel/job/timer.ts'
import { newId } from '../../kernel/record/new-id.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'
import { ASK, askTable } from './ask-answer.ts'
import { memberTable, messageTable, readChannel, tellChanged } from './channel.ts'
import { lockMessage, type Message } from './message.ts'
import { messageLink } from './mention.ts'
import { checkPeople, isHere, plainText } from './people.ts'
import { chatTexts as texts } from './texts.ts'

const HOUR = 3_600_000

interface Ask { id: string, message: string, channel: string, thread: string, asker: string, asked: string, hours: number, state: string, text: string }

/** Throws 422 for who is not in the channel and 409 when the message asks somebody already. */
export async function ask(context: Context, id: string, { member, hours }: { member: string, hours: number }): Promise<void> {
  const message = await lockMessage(context, id)
  if (message.deletedAt) throw new Problem('notFound')
  checkPeople(context, [member], 'member')
  const channel = await readChannel(context, message.channel)
  if (channel.kind !== 'public' && !await isIn(context, channel.id, member)) throw refuse([{ path: 'member', code: 'chat.outsider' }])
  if (message.ask && ['waiting', 'pinged', 'escalated'].includes(message.ask.state)) throw new Problem('chat.asked')
  const question: Ask = { id: newId(), message: id, channel: channel.id, thread: message.thread ?? id, asker: context.actor.member, asked: member, hours, state: 'waiting', text: message.text }
  await context.sql.query(sql`delete from ${askTable(context)} where message = ${id}::uuid`)
  await context.sql.query(sql`insert into ${askTable(context)} (id, message, channel, thread, asker, asked, hours, asked_at)
    values (${question.id}::uuid, ${id}::uuid, ${channel.id}::uuid, ${question.thread}::uuid, ${context.actor.member}::uuid, ${member}::uuid, ${hours}, ${context.now}::timestamptz)`)
  await setTimers(context, [{ kind: ASK, subject: question.id, occurrence: 'ping', dueAt: new Date(context.now.getTime() + hours * HOUR) }])
  await notifyMembers(context, [noticeOf(context.workspace, question, member, 'asked', {})])
  await tellChanged(context, [{ channel: message.channel, message: id, thread: message.thread }])
}

/** Whoever asked takes the question back. */
export async function takeBack(context: Context, message: Message): Promise<void> {
  if (!message.ask || message.ask.asker !== context.actor.member) throw new Problem('notFound')
  await context.sql.query(sql`update ${askTable(context)} set state = 'ended' where id = ${message.ask.id}::uuid and state in ('waiting', 'pinged', 'escalated')`)
  await cancelTimers(context, ASK, message.ask.id, 'ended')
  await tellChanged(context, [{ channel: message.channel, message: message.id, thread: message.thread }])
}

async function isIn(context: Context, channel: string, member: string): Promise<boolean> {
  const rows = await context.sql.query(sql`select 1 from ${memberTable(context)} where channel = ${channel}::uuid and member = ${member}::uuid`)
  return rows.length > 0
}

export const unanswered = defineTimer({
  name: ASK,
  async fire(context, timers) {
    const asks = new Map((await context.sql.query<Ask>(sql`select a.id, a.message, a.channel, a.thread, a.asker, a.asked, a.hours, a.state, t.text from ${askTable(context)} a join ${messageTable(context)} t on t.id = a.message
      where a.id = any(${timers.map(timer => timer.subject)}::uuid[]) and a.state in ('waiting', 'pinged') and t.deleted_at is null order by a.id for update of a`)).map(each => [each.id, each]))
    const due = timers.flatMap(timer => asks.has(timer.subject) ? [{ timer, ask: asks.get(timer.subject)! }] : [])
    await pingAgain(context, due.filter(({ timer }) => timer.occurrence === 'ping'))
    await escalate(context, due.filter(({ timer }) => timer.occurrence === 'escalate').map(each => each.ask))
    await tellChanged(context, due.map(({ ask }) => ask))
  },
})

async function pingAgain(context: Context, due: { timer: Timer, ask: Ask }[]): Promise<void> {
  if (due.length === 0) return
  await context.sql.query(sql`update ${askTable(context)} set state = 'pinged', pinged_at = ${context.now}::timestamptz where id = any(${due.map(({ ask }) => ask.id)}::uuid[])`)
  await notifyMembers(context, due.map(({ ask }) => noticeOf(context.workspace, ask, ask.asked, 'pinged', {})))
  // from when it was due, so that a worker that was late does not make the supervisor hear later still
  await setTimers(context, due.map(({ timer, ask }) => ({ kind: ASK, subject: ask.id, occurrence: 'escalate', dueAt: new Date(timer.dueAt.getTime() + ask.hours * HOUR) })))
}

async function escalate(context: Context, asks: Ask[]): Promise<void> {
  const told = asks.map(ask => ({ ask, supervisor: supervisorOf(context.workspace, ask.asked) }))
  if (told.length === 0) return
  await context.sql.query(sql`update ${askTable(context)} a set state = 'escalated', escalated_at = ${context.now}::timestamptz, supervisor = r.supervisor
    from jsonb_to_recordset(${JSON.stringify(told.map(({ ask, supervisor = null }) => ({ id: ask.id, supervisor })))}::jsonb) as r(id uuid, supervisor uuid) where a.id = r.id`)
  await notifyMembers(context, told.flatMap(({ ask, supervisor }) => {
    const toAsker = noticeOf(context.workspace, ask, ask.asker, supervisor ? 'escalatedToAsker' : 'noSupervisor', { supervisor })
    return supervisor && supervisor !== ask.asker ? [noticeOf(context.workspace, ask, supervisor, 'escalated', {}), toAsker] : [toAsker]
  }))
}

/** Whom she reports to; the manager of her team, or of one above it, where nobody is named. */
function supervisorOf({ members, teams }: Workspace, asked: string): string | undefined {
  const member = members.get(asked)
  const line: (string | null | undefined)[] = [member?.manager]
  for (let team = member?.team ? teams.get(member.team) : undefined; team; team = team.parent ? teams.get(team.parent) : undefined) line.push(team.manager)
  return line.find((each): each is string => typeof each === 'string' && each !== asked && isHere(members.get(each)))
}

/** What was asked is told in words: the supervisor may not be in the channel, and the link then finds nothing. */
function noticeOf(workspace: Workspace, ask: Ask, member: string, text: keyof typeof texts & ('asked' | 'pinged' | 'escalated' | 'escalatedToAsker' | 'noSupervisor'), { supervisor }: { supervisor?: string }): NewNotification {
  const { members } = workspace
  const name = (id: string | undefined) => members.get(id ?? '')?.name ?? '–'
  const title = texts[text][members.get(member)?.locale ?? workspace.locale].replace('{name}', () => name(ask.asker)).replace('{asked}', () => name(ask.asked)).replace('{supervisor}', () => name(supervisor))
  return { member, title, body: cutText(plainText(workspace, ask.text), 300), link: messageLink({ id: ask.message, channel: ask.channel, thread: ask.thread === ask.message ? null : ask.thread }), key: `${ASK} ${ask.id} ${text}` }
}
