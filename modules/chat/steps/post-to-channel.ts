// Step postToChannel: a notice in a channel or to members, under a bot's name, with a link to the record. It is written in the
// transaction of its mark, so exactly once; what a channel's outside chat gets is a job's.
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import { checkRecipients, defineStep, isTemplate, printValue, value, type Call } from '../../workflow/index.ts'
import { postMessages, type Notice } from '../notice.ts'
import { postTexts } from '../texts.ts'

/** What stands for a missing value. */
const blank = '–'

const input = z.strictObject({
  /** A channel's name or id, `@Budi`, a member's id, `role:x`, `team:x`. */
  channel: z.string().trim().min(1).max(500),
  text: z.string().trim().min(1).max(10_000),
  as: z.string().trim().min(1).max(80).optional(),
  /** `record` (the default), or a path of the web app. */
  link: z.string().trim().min(1).max(500).optional(),
  /** Notices of one channel with the same value here lie in one thread. */
  thread: z.string().trim().min(1).max(200).optional(),
})

type Input = z.output<typeof input>

export const postToChannel = defineStep('postToChannel', {
  ...postTexts,
  input,
  check: ({ channel, link }, { workspace }) => [...checkChannel(channel, workspace), ...isLink(link) ? [] : [{ path: 'link', code: 'value.invalid' }]],
  output: () => ({ kind: 'fields', fields: { messages: { kind: 'list', of: value } } }),
  async run(calls) {
    const messages = await postMessages(calls[0].context, calls.map(noticeOf))
    return messages.map(ids => ({ messages: ids }))
  },
})

/** Channels come and go while the workflow stays: they are looked for when it runs. */
function checkChannel(channel: string, workspace: Parameters<typeof checkRecipients>[1]): Fault[] {
  if (isTemplate(channel) || !/^(role|team):/.test(channel)) return []
  return checkRecipients(channel, workspace).map(fault => ({ ...fault, path: 'channel' }))
}

const isLink = (link: string | undefined) => link === undefined || link === 'record' || isTemplate(link) || /^\/(?!\/)/.test(link)

function noticeOf(call: Call<Input>): Notice {
  const { context: { workspace }, input: { channel, text, as, link, thread }, run, key } = call
  const print = (part: unknown) => printValue(part, workspace.locale) || blank
  const path = link === undefined || link === 'record' ? undefined : String(link)
  // other sites are never linked; a path with a missing part leads to the record instead
  const elsewhere = path !== undefined && /^\/(?!\/)/.test(path) && !path.includes(blank) ? path : null
  const record = elsewhere === null && run.record !== null && run.object !== null ? { object: run.object, id: run.record } : null
  return { channel: print(channel), text: print(text), key, ...as === undefined ? {} : { bot: print(as) }, link: elsewhere, record, ...thread === undefined ? {} : { thread: print(thread) } }
}
