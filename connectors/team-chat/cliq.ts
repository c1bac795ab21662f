// Team chat, outside: Zoho Cliq, a message to a channel or to a user, by an address with the webhook's token:
// https://cliq.zoho.com/api/v2/channelsbyname/<unique name>/message?zapikey=… or …/buddies/<email>/message?zapikey=…
// of any of Zoho's data centres. Success is 204 without a body.
import { z } from 'zod'
import { defineConnector } from '../../kernel/connector.ts'
import { shorten, verdictOf } from './answer.ts'

/** Zoho documents 4,096 for the text of a message. */
const LONGEST = 3800

/** Channels by name or id, and users; the token may also stand in another place of the query. */
const path = /^\/(?:company\/\d+\/)?api\/v2\/(?:channelsbyname|channels|buddies|chats|bots)\/[^/]+\/message\/?$/

export const cliq = defineConnector('cliq', {
  label: { en: 'Zoho Cliq', id: 'Zoho Cliq' },
  help: { en: 'Make a webhook token in Cliq and paste the channel\'s (or user\'s) message address with it.', id: 'Buat token webhook di Cliq, lalu tempel alamat pesan saluran (atau pengguna) beserta tokennya.' },
  example: 'https://cliq.zoho.com/api/v2/channelsbyname/sales/message?zapikey=1001.…',
  capabilities: { postsToChannel: {
    paceMs: 1000,
    address: z.url({ protocol: /^https?$/ }).refine(address => path.test(new URL(address).pathname) && new URL(address).searchParams.has('zapikey')),
    write(url, { author, text, link }) {
      const escaped = shorten(text, LONGEST).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      const buttons = link && [{ label: shorten(link.label, 20), hint: '', type: '+', action: { type: 'open.url', data: { web: link.url } } }]
      const body = JSON.stringify({ text: escaped, bot: { name: shorten(author, 40) }, ...buttons && { card: { theme: 'modern-inline', title: shorten(author, 100) }, buttons } })
      return { method: 'POST', url, headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Hubung' }, body }
    },
    read: answer => verdictOf(answer, messageIn(answer.body) ?? String(answer.status)),
  } },
})

/** Zoho refuses with `{ "code": …, "message": … }`. */
function messageIn(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body) as { message?: unknown }
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
