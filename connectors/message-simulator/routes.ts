// Message simulator over HTTP: what it got, beside the development mailbox.
import { z } from 'zod'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { moment, paged } from '../../kernel/http/answer-part.ts'
import { route } from '../../kernel/http/route.ts'
import { pageQuery } from '../../kernel/workspace/page.ts'

const kept = z.object({
  id: z.string(), channel: z.string(), key: z.string(), to: z.string(), text: z.string(), language: z.string(), template: z.string().nullable(),
  answer: z.enum(['taken', 'busy', 'down', 'refused', 'cut']).meta({ description: 'How it was met; each try is kept' }), at: moment,
})

export const routes = [
  route({
    method: 'GET', path: '/development/messages', tag: 'settings', access: 'administrator', summary: 'Messages to customers kept instead of sent, newest first', query: pageQuery, answer: paged(kept),
    async handler(context, { query: { after, limit } }) {
      const rows = await context.sql.query<z.input<typeof kept>>(sql`select id, channel, key, recipient as "to", text, language, template, answer, at from ${identifier(context.workspace.schema, '_simulated_message')}
        ${after === undefined ? sql`` : sql`where id < (select id from ${identifier(context.workspace.schema, '_simulated_message')} where id::text = ${after})`} order by id desc limit ${limit + 1}`)
      return { data: rows.slice(0, limit), page: { next: rows.length > limit ? rows[limit - 1].id : null } }
    },
  }),
]
