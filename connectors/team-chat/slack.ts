// Team chat, outside: incoming webhooks in Slack's form, which Mattermost and Rocket.Chat take too. A body of `text` (mrkdwn)
// and `username`; 200 `ok`. Slack takes about one message a second, and says in `Retry-After` when it was too fast.
import { z } from 'zod'
import { defineConnector, type OutsidePost } from '../../kernel/connector.ts'
import { shorten, verdictOf } from './answer.ts'

/** Slack cuts at 40,000; Mattermost takes 16,383 and Rocket.Chat 5,000 by default. */
const LONGEST = 4000

/** What its mark-up would read otherwise (api.slack.com, "Formatting text"). */
export const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A bar ends the address within a link. */
const linkTo = ({ url, label }: NonNullable<OutsidePost['link']>) => `<${escape(url).replaceAll('|', '%7C')}|${escape(label).replaceAll('|', '¦')}>`

export const slack = defineConnector('slack', {
  label: { en: 'Slack, Mattermost or Rocket.Chat', id: 'Slack, Mattermost, atau Rocket.Chat' },
  help: { en: 'Make an incoming webhook there for the channel and paste its address.', id: 'Buat incoming webhook untuk saluran di sana, lalu tempel alamatnya.' },
  example: 'https://hooks.slack.com/services/T000/B000/XXXX',
  capabilities: { postsToChannel: {
    paceMs: 1000,
    address: z.url({ protocol: /^https?$/ }),
    write(url, { author, text, link }) {
      const body = JSON.stringify({ text: [escape(shorten(text, LONGEST)), link && linkTo(link)].filter(Boolean).join('\n'), username: shorten(author, 80) })
      return { method: 'POST', url, headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Hubung' }, body }
    },
    read: answer => verdictOf(answer, answer.body.trim().slice(0, 200) || String(answer.status)),
  } },
})
