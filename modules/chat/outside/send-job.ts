// Team chat, outside: sends what waits for one channel's outside chat, in order, not faster than the peer likes. These peers
// know no idempotency keys: what was cut off becomes `unknown` and is not sent again by itself (API.md §7). Times are the
// wall's: they are retries.
import { setTimeout as rest } from 'node:timers/promises'
import { z } from 'zod'
import type { App } from '../../../kernel/app.ts'
import type { PostsToChannel, Verdict } from '../../../kernel/connector.ts'
import type { Context } from '../../../kernel/context.ts'
import { sql } from '../../../kernel/database/sql.ts'
import { askOutside } from '../../../kernel/http/ask-outside.ts'
import { PrivateAddress } from '../../../kernel/http/outside.ts'
import { wallClock } from '../../../kernel/job/clock.ts'
import { defineJob } from '../../../kernel/job/job.ts'
import { unseal } from '../../../kernel/sealed.ts'
import { messageTable } from '../channel.ts'
import { connectorCalled, deliveryTable, outsideTable, readOutside, type Outside } from './outside.ts'
import { outsidePostOf, type Told } from './outside-post.ts'
import { resumeOutside } from './queue.ts'

const TIMEOUT_MS = 10_000
/** Bytes of an answer; what a peer says of an error is short. */
const MOST_READ = 65_536
/** A job gives its place back after so long, and goes on in the next one. */
const TURN_MS = 20_000
/** Seconds until the next try, when the peer is down; the last goes on. */
const pauses = [5, 30, 120, 600, 1800, 3600]
const HOURS_TRIED = 72
/** The connection was not made: nothing can have arrived. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'])

type Outcome = Verdict | { state: 'unknown', error: string }

export const sendToOutside = defineJob<{ channel: string }>({
  name: 'chat.sendOutside',
  outside: true,
  payload: z.object({ channel: z.string() }),
  async run(context, { channel }, { app, signal }) {
    // a sending of this queue that another process did not end has left its mark
    await context.sql.query(sql`update ${deliveryTable(context)} set state = 'unknown', error = 'interrupted', answered_at = ${wallClock()}::timestamptz where channel = ${channel}::uuid and state = 'sending'`)
    for (const end = performance.now() + TURN_MS; performance.now() < end;) {
      const outside = await readOutside(context, channel)
      const connector = outside && connectorCalled(outside.connector)
      if (!outside?.enabled || !connector) return
      const { postsToChannel: peer } = connector.capabilities
      if (outside.restUntil && outside.restUntil > wallClock()) return resumeOutside(context, channel, outside.restUntil)
      const pause = (outside.lastSentAt?.getTime() ?? 0) + peer.paceMs - wallClock().getTime()
      if (pause > 0) await rest(pause, undefined, { signal })
      signal.throwIfAborted()
      const told = await takeNext(context, channel)
      if (!told) return
      await keep(context, channel, outside, told, await send(context, app, channel, outside, peer, told))
    }
    await resumeOutside(context, channel)
  },
})

/** Marked before it is sent: a crash then leaves no doubt what is in doubt. What it says is read now: an edited text goes out edited. */
async function takeNext(context: Context, channel: string): Promise<Told | undefined> {
  const [told] = await context.sql.query<Told>(sql`with d as (update ${deliveryTable(context)} set state = 'sending', attempts = attempts + 1
      where id = (select id from ${deliveryTable(context)} where channel = ${channel}::uuid and state = 'waiting' order by seq limit 1) returning id, message, attempts, created_at)
    select d.id as delivery, d.attempts, d.created_at as "createdAt", t.id, t.text, t.bot, t.author, t.channel, t.thread, t.object, t.record, t.link, t.stamp, t.files, t.deleted_at is not null as gone
    from d join ${messageTable(context)} t on t.id = d.message`)
  return told
}

async function send(context: Context, { settings }: App, channel: string, { allowPrivate }: Outside, peer: PostsToChannel, told: Told): Promise<Outcome & { status?: number }> {
  if (told.gone) return { state: 'never', error: 'deleted' }
  try {
    const [{ address }] = await context.sql.query<{ address: string }>(sql`update ${outsideTable(context)} set last_sent_at = ${wallClock()}::timestamptz where channel = ${channel}::uuid returning address`)
    const call = peer.write(unseal(settings.secret, address), outsidePostOf(context, settings.url ?? '', told))
    const { status, headers, body } = await askOutside({ ...call, mayBePrivate: () => allowPrivate, most: MOST_READ, timeoutMs: TIMEOUT_MS })
    return { ...peer.read({ status, headers, body: body.toString('utf8') }), status }
  } catch (error) {
    const code = error instanceof PrivateAddress ? 'private' : (error as { code?: string }).code ?? (error as Error).name
    return code === 'private' ? { state: 'never', error: code } : { state: notSent.has(code) ? 'down' : 'unknown', error: code }
  }
}

/** A peer that asks for patience or is down holds up what follows, so that the order stays. */
async function keep(context: Context, channel: string, { failures }: Outside, { delivery, createdAt }: Told, outcome: Outcome & { status?: number }): Promise<void> {
  const now = wallClock()
  const late = now.getTime() - createdAt.getTime() > HOURS_TRIED * 3_600_000
  const waits = (outcome.state === 'again' || outcome.state === 'down') && !late
  const state = waits ? 'waiting' : outcome.state === 'taken' ? 'delivered' : outcome.state === 'unknown' ? 'unknown' : 'failed'
  const seconds = waits ? ('afterSeconds' in outcome && outcome.afterSeconds) || pauses[Math.min(failures, pauses.length - 1)] : null
  await context.sql.query(sql`update ${deliveryTable(context)} set state = ${state}, status = ${outcome.status ?? null}, error = ${'error' in outcome ? outcome.error.replaceAll('\0', '').slice(0, 200) : null}, answered_at = ${now}::timestamptz where id = ${delivery}::uuid`)
  await context.sql.query(sql`update ${outsideTable(context)} set failures = ${outcome.state === 'taken' ? 0 : outcome.state === 'again' ? failures : failures + 1}, rest_until = ${seconds === null ? null : new Date(now.getTime() + seconds * 1000)}::timestamptz where channel = ${channel}::uuid`)
}
