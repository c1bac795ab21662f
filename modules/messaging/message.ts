// Messages: their rows. Written in the transaction of the step; how sending went, in that of its outcome.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { newId } from '../../kernel/record/new-id.ts'
import type { RunError } from '../workflow/index.ts'

export const messageStates = ['queued', 'waiting', 'sent', 'failed', 'unknown', 'cancelled'] as const
export type MessageStatus = (typeof messageStates)[number]

export interface NewMessage {
  key: string
  channel: string
  contact: string
  address: string | null
  language: string | null
  text: string | null
  template: string | null
  status: MessageStatus
  object: string | null
  record: string | null
  owner: string | null
  workflow: string
  run: string
  step: string
  error: RunError | null
  dueAt: Date | null
}

export interface Message extends NewMessage { id: string }

export const messageTable = ({ workspace }: Pick<Context, 'workspace'>): Sql => identifier(workspace.schema, '_message')

/** What is known of messages that were written before, by key. */
export async function knownMessages(context: Context, keys: string[]): Promise<Map<string, { id: string, status: MessageStatus }>> {
  const rows = await context.sql.query<{ id: string, key: string, status: MessageStatus }>(sql`select id, key, status from ${messageTable(context)} where key = any(${keys}::text[])`)
  return new Map(rows.map(({ key, ...row }) => [key, row]))
}

/** Each once for its key; one that is written again says what it says now. Answers the ids by key. */
export async function putMessages(context: Context, messages: NewMessage[]): Promise<Map<string, string>> {
  if (messages.length === 0) return new Map()
  const rows = messages.map(each => ({ ...each, id: newId() }))
  const written = await context.sql.query<{ id: string, key: string }>(sql`insert into ${messageTable(context)}
      (id, key, direction, channel, contact, address, language, text, template, status, object, record, owner, workflow, run, step, error, due_at, created_at)
    select id, key, 'out', channel, contact, address, language, text, template, status, object, record, owner, workflow, run, step, error, "dueAt", ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, key text, channel text, contact uuid, address text, language text, text text, template text, status text, object text, record uuid, owner uuid,
      workflow uuid, run uuid, step text, error jsonb, "dueAt" timestamptz) order by key
    on conflict (key) do update set channel = excluded.channel, contact = excluded.contact, address = excluded.address, language = excluded.language, text = excluded.text, template = excluded.template,
      status = excluded.status, owner = excluded.owner, error = excluded.error, due_at = excluded.due_at
    returning id, key`)
  return new Map(written.map(({ key, id }) => [key, id]))
}

export async function readMessage(context: Pick<Context, 'sql' | 'workspace'>, id: string): Promise<Message | undefined> {
  const [row] = await context.sql.query<Message>(sql`select id, key, channel, contact, address, language, text, template, status, object, record, owner, workflow, run, step, error, due_at as "dueAt"
    from ${messageTable(context)} where id = ${id}::uuid`)
  return row
}

/** How it stands with one. */
export async function markMessage(context: Context, id: string, { status, error, dueAt }: { status: MessageStatus, error?: RunError, dueAt?: Date }): Promise<void> {
  await context.sql.query(sql`update ${messageTable(context)} set status = ${status}, error = ${error ? JSON.stringify(error) : null}::jsonb, due_at = coalesce(${dueAt ?? null}::timestamptz, due_at),
    sent_at = case when ${status}::text = 'sent' then ${context.now}::timestamptz else sent_at end where id = ${id}::uuid`)
}

/** What runs that are over had still waiting is not sent. */
export async function endMessages(context: Context, runs: { id: string, status: string }[]): Promise<void> {
  await context.sql.query(sql`update ${messageTable(context)} m set status = case when r.status = 'cancelled' then 'cancelled' else 'failed' end
    from jsonb_to_recordset(${JSON.stringify(runs.map(({ id, status }) => ({ id, status })))}::jsonb) as r(id uuid, status text) where m.run = r.id and m.status in ('queued', 'waiting')`)
}
