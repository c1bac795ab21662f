// The functions room: the journal of a run. Each call is written down in the transaction of its effect, so that a retry is told
// what the first try was told, and nothing is done twice.
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { OutsideFailure, sound } from '../workflow/index.ts'

export interface Failed { code: string, message: string, passing?: boolean }

export interface Entry { n: number, name: string, arguments: unknown[], state: 'sending' | 'done' | 'failed' | 'pretended', answer: unknown, error: Failed | null }

const tableOf = ({ workspace }: Context) => identifier(workspace.schema, '_function_call')

/**
 * What earlier tries have asked. After a try that came to an end, its last call is forgotten where it failed, for that is what the
 * retry is for, or where nobody knows: then a person has said that it is to be done again.
 */
export async function readJournal(context: Context, run: string, ended: boolean): Promise<Map<number, Entry>> {
  if (ended) await context.sql.query(sql`delete from ${tableOf(context)} c where run = ${run}::uuid and state in ('failed', 'sending') and n = (select max(n) from ${tableOf(context)} where run = ${run}::uuid)`)
  const rows = await context.sql.query<Entry>(sql`select n, name, arguments, state, answer, error from ${tableOf(context)} where run = ${run}::uuid order by n`)
  return new Map(rows.map(row => [row.n, row]))
}

/** Whether the journal answers; throws where it says something else than what is asked now. */
export function answersFrom(entry: Entry | undefined, n: number, name: string, args: unknown[]): boolean {
  if (!entry) return false
  if (entry.name !== name || !isDeepStrictEqual(entry.arguments, args)) throw new Problem('function.changed', { parameters: { n, name } })
  return entry.state === 'done' || entry.state === 'failed'
}

/** Before a call to the outside: from here on it may have happened. False where it stands there already. */
export async function noteSending(context: Context, run: string, n: number, name: string, args: unknown[]): Promise<boolean> {
  const noted = await context.sql.query(sql`insert into ${tableOf(context)} (run, n, name, arguments, state, at) values (${run}::uuid, ${n}, ${name}, ${JSON.stringify(args)}::jsonb, 'sending', ${context.now}) on conflict (run, n) do nothing returning 1`)
  return noted.length > 0
}

/** Beside a write. False where another process, which was taken for dead, has done it meanwhile. */
export async function noteDone(context: Context, run: string, n: number, name: string, args: unknown[], answer: unknown, state: 'done' | 'pretended' = 'done'): Promise<boolean> {
  const noted = await context.sql.query(sql`insert into ${tableOf(context)} (run, n, name, arguments, state, answer, at)
    values (${run}::uuid, ${n}, ${name}, ${JSON.stringify(args)}::jsonb, ${state}, ${JSON.stringify(answer ?? null)}::jsonb, ${context.now}) on conflict (run, n) do nothing returning 1`)
  return noted.length > 0
}

/** How a call to the outside, or a read, ended. */
export async function noteOutcome(context: Context, run: string, n: number, name: string, args: unknown[], outcome: { answer?: unknown, error?: Failed }): Promise<void> {
  const state = outcome.error ? 'failed' : 'done'
  await context.sql.query(sql`insert into ${tableOf(context)} (run, n, name, arguments, state, answer, error, at)
    values (${run}::uuid, ${n}, ${name}, ${JSON.stringify(args)}::jsonb, ${state}, ${JSON.stringify(outcome.answer ?? null)}::jsonb, ${outcome.error ? JSON.stringify(sound(outcome.error)) : null}::jsonb, ${context.now})
    on conflict (run, n) do update set state = excluded.state, answer = excluded.answer, error = excluded.error`)
}

export function failedOf(error: unknown, message: string): Failed {
  const passing = error instanceof OutsideFailure && error.kind === 'passing'
  return { code: (error as { code?: string }).code ?? 'internal', message, ...passing ? { passing } : {} }
}
