// Workspace room: the company's own settings, and the development mailbox.
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'
import { moment, paged } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { route } from '../http/route.ts'
import { recordChange } from './history.ts'
import { country, currency, line, locale, timeZone } from './input.ts'
import { pageQuery } from './page.ts'
import { changeWorkspace } from './workspaces.ts'

const tag = 'settings'
const settings = z.strictObject({ name: line(120), locale, currency, timeZone, phoneCountry: country })
const answer = z.object({ slug: z.string(), name: z.string(), locale, currency: z.string(),
  timeZone: z.string(), phoneCountry: z.string(), mail: z.enum(['smtp', 'mailbox']) })

export const settingsRoutes = [
  route({
    method: 'GET', path: '/settings',
    summary: 'The workspace\'s name, language, currency, time zone and phone country', tag, answer,
    async handler({ workspace: { slug, name, locale, currency, timeZone, phoneCountry } }, { app }) {
      return { slug, name, locale, currency, timeZone, phoneCountry, mail: mailMode(app) }
    },
  }),
  route({
    method: 'PATCH', path: '/settings', summary: 'Change them; values that are there keep their own currency', tag,
    access: 'administrator', body: settings.partial(), answer,
    async handler(context, { body, app }) {
      const after = await changeSettings(context, body)
      return { slug: context.workspace.slug, ...after, mail: mailMode(app) }
    },
  }),
  route({
    method: 'GET', path: '/development/mailbox',
    summary: 'Mails kept instead of sent, newest first; not there once SMTP is set', tag, access: 'administrator',
    query: pageQuery,
    answer: paged(z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: moment })),
    async handler(context, { query, app }) {
      if (mailMode(app) === 'smtp') throw new Problem('notFound')
      const after = query.after === undefined ? sql`` : sql`and (created_at, id) < (select created_at, id
        from hubung.mailbox where id::text = ${query.after})`
      const rows = await context.sql.query(sql`select id, recipient as "to", subject, body as text, created_at as at
        from hubung.mailbox
        where workspace = ${context.workspace.slug} ${after}
        order by created_at desc, id desc limit ${query.limit + 1}`)
      const data = rows.slice(0, query.limit)
      return { data, page: { next: rows.length > query.limit ? data[data.length - 1].id : null } }
    },
  }),
]

async function changeSettings(context: Context,
  change: Partial<z.output<typeof settings>>): Promise<z.output<typeof settings>> {
  const [row] = await context.sql.query<z.output<typeof settings> & { id: string }>(sql`select id, name, locale,
    currency, time_zone as "timeZone", phone_country as "phoneCountry"
    from hubung.workspace where slug = ${context.workspace.slug} for update`)
  const { id, ...before } = row
  const after = { ...before, ...change }
  await context.sql.query(sql`update hubung.workspace
    set name = ${after.name}, locale = ${after.locale}, currency = ${after.currency}, time_zone = ${after.timeZone},
    phone_country = ${after.phoneCountry} where id = ${id}`)
  await recordChange(context, '_setting', id, before, after)
  await changeWorkspace(context)
  return after
}

function mailMode({ settings }: App): 'smtp' | 'mailbox' {
  return settings.smtpUrl ? 'smtp' : 'mailbox'
}
