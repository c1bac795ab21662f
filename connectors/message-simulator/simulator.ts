// Message simulator: the connector, and its peer inside the house. Like WhatsApp's Cloud API it knows no idempotency keys: what
// is cut off is in doubt.
import { defineConnector, type Connector, type MessageChannel, type OutsideMessage, type PeerAnswer, type SendsMessage } from '../../kernel/connector.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { moodOf, type Mood } from './mood.ts'

const labels: Record<MessageChannel, { en: string, id: string }> = {
  whatsapp: { en: 'WhatsApp (simulated)', id: 'WhatsApp (simulasi)' }, sms: { en: 'SMS (simulated)', id: 'SMS (simulasi)' }, email: { en: 'Email (simulated)', id: 'Email (simulasi)' },
}

/** Seconds that a busy peer asks for. */
const RETRY_SECONDS = 30
const answers: Record<Exclude<Mood, 'cut'>, [number, string]> = { taken: [200, 'accepted'], busy: [429, 'too many messages'], down: [503, 'out of order'], refused: [400, 'the recipient cannot be reached'] }

export function simulatorOf(channel: MessageChannel): Connector {
  return defineConnector(`${channel}-simulator`, {
    label: labels[channel],
    help: { en: 'Keeps messages instead of sending them.', id: 'Menyimpan pesan, tidak mengirimkannya.' },
    capabilities: { sendsMessage: {
      channel,
      keyed: false,
      write: message => ({ method: 'POST', url: `simulator:/${channel}`, headers: { 'content-type': 'application/json' }, body: JSON.stringify(message) }),
      read({ status, headers, body }) {
        if (status < 300) return { state: 'taken' }
        if (status === 429) return { state: 'again', error: body, afterSeconds: Number(headers['retry-after']) }
        return { state: status >= 500 ? 'down' : 'never', error: body }
      },
      peer: (context, { body }) => receive(context, channel, JSON.parse(body!) as OutsideMessage),
    } },
  })
}

/** Throws as a broken connection does when it is to be cut off, having taken the message all the same. */
async function receive({ sql: queryable, workspace, now }: Parameters<NonNullable<SendsMessage['peer']>>[0], channel: string, { key, to, text, language, template }: OutsideMessage): Promise<PeerAnswer> {
  const table = identifier(workspace.schema, '_simulated_message')
  const [{ tries }] = await queryable.query<{ tries: number }>(sql`select count(*)::int as tries from ${table} where key = ${key}`)
  const mood = moodOf(to, text, tries)
  await queryable.query(sql`insert into ${table} (id, channel, key, recipient, text, language, template, answer, at)
    values (${newId()}::uuid, ${channel}, ${key}, ${to}, ${text}, ${language}, ${template ?? null}, ${mood}, ${now}::timestamptz)`)
  if (mood === 'cut') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
  const [status, body] = answers[mood]
  return { status, headers: mood === 'busy' ? { 'retry-after': String(RETRY_SECONDS) } : {}, body }
}
