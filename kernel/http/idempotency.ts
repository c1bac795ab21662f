// Idempotency-Key on any write (API.md §2): the answer is kept in the write's own transaction, successes only.
import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem } from './errors.ts'
import { Answer } from './route.ts'

const LONGEST = 255

export interface KeyedRequest { key: string, method: string, path: string, body: unknown }

/** Runs `work` once per actor and key. Fields named `secrets` are left out of the stored answer (shown once). */
export async function once(context: Context, request: KeyedRequest, work: () => Promise<Answer>): Promise<Answer> {
  const { key, method, path, body } = request
  if (key.length === 0 || key.length > LONGEST) throw new Problem('syntax.invalid', { parameters: { reason: `Idempotency-Key, 1 to ${LONGEST} characters` } })
  const table = identifier(context.workspace.schema, '_idempotency')
  const hash = createHash('sha256').update(`${method}\n${path}\n${toText(body)}`).digest()
  const scope = `${context.workspace.schema} ${context.actor.member} ${key}`
  const [{ locked }] = await context.sql.query<{ locked: boolean }>(sql`select pg_try_advisory_xact_lock(hashtextextended(${scope}, 0)) as locked`)
  if (!locked) throw new Problem('idempotency.running', { retryAfter: 1 })
  const [known] = await context.sql.query<{ hash: Buffer, status: number, headers: Record<string, string>, answer: string | null }>(
    sql`select hash, status, headers, answer from ${table} where actor = ${context.actor.member}::uuid and key = ${key} and created_at > now() - interval '24 hours'`)
  if (known && !known.hash.equals(hash)) throw new Problem('idempotency.reused')
  if (known) return new Answer({ status: known.status, headers: known.headers, text: known.answer ?? undefined })
  const answer = await work()
  await context.sql.query(sql`insert into ${table} (actor, key, hash, status, headers, answer)
    values (${context.actor.member}::uuid, ${key}, ${hash}, ${answer.status}, ${JSON.stringify(answer.headers)}::jsonb, ${isOfRecords(path) ? answer.text ?? null : withoutSecrets(answer.text)})
    on conflict (actor, key) do update set hash = excluded.hash, status = excluded.status, headers = excluded.headers, answer = excluded.answer, created_at = now()`)
  return answer
}

/** A body nested so deeply that it cannot be written again is none that any route takes. */
function toText(body: unknown): string {
  try {
    return JSON.stringify(body ?? null)
  } catch {
    throw new Problem('syntax.invalid', { parameters: { reason: 'nested too deeply' } })
  }
}

/** A record's fields are the company's own: what it calls `key` is no secret of ours. */
function isOfRecords(path: string): boolean {
  return path.startsWith('/api/v1/records/')
}

/** An API key is shown once and kept nowhere, also not here. */
function withoutSecrets(text: string | undefined): string | null {
  if (text === undefined) return null
  if (!/"(key|apiKey|secret|token)"/.test(text)) return text
  const { key: _key, apiKey: _apiKey, secret: _secret, token: _token, ...rest } = JSON.parse(text)
  return JSON.stringify(rest)
}
