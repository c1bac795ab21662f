// Approvals: what the link of a mail opens. Looking changes nothing, since mail scanners open every link; deciding is a press.
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { environmentOf } from '../../kernel/field/environment.ts'
import { typeOf } from '../../kernel/field/types/index.ts'
import { moment } from '../../kernel/http/answer-part.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { say } from '../../kernel/object/describe.ts'
import { canRead, mayRead } from '../../kernel/permission/rules.ts'
import { findRecords } from '../../kernel/record/find.ts'
import { titlesOf } from '../../kernel/record/title.ts'
import { isKept } from '../../kernel/workspace/input.ts'
import { decideSeat } from './decide.ts'
import { openLink } from './link.ts'
import type { Request } from './request.ts'
import { nameOf } from './tell.ts'

/** Lines of the record that the page shows. */
const MOST_LINES = 12
const plain = new Set(['text', 'longText', 'number', 'decimal', 'currency', 'percent', 'boolean', 'date', 'dateTime', 'select', 'multiSelect', 'relation', 'user', 'formula', 'rollup', 'rating'])
const params = z.object({ token: z.string().max(200).refine(isKept) })

const linkAnswer = z.object({
  workspace: z.object({ name: z.string(), locale: z.enum(['id', 'en']) }), locale: z.enum(['id', 'en']), approver: z.string(), requester: z.string(), title: z.string(), body: z.string().nullable(), expiresAt: moment,
  record: z.object({ kind: z.string(), title: z.string(), lines: z.array(z.object({ label: z.string(), text: z.string() })) }).nullable().meta({ description: 'As the approver may read it; null where she may not' }),
})

export const linkRoutes: Route[] = [
  route({ method: 'GET', path: '/approval-links/:token', tag: 'approvals', summary: 'What a link asks for; changes nothing', access: 'public', limit: 60, params, answer: linkAnswer,
    handler: (_, { params: { token }, app }) => app.database.transaction(async transaction => {
      const { context, request, seat, expiresAt } = await openLink(app, transaction, token)
      const { workspace, locale } = context
      return {
        workspace: { name: workspace.name, locale: workspace.locale }, locale, approver: nameOf(context, seat.member, locale), requester: nameOf(context, request.requester, locale),
        title: request.title, body: request.body, record: await showRecord(context, request), expiresAt: expiresAt.toISOString(),
      }
    }) }),
  route({ method: 'POST', path: '/approval-links/:token', tag: 'approvals', summary: 'Decide by a link, once', access: 'public', limit: 30, ownTransaction: true, params,
    body: z.strictObject({ decision: z.enum(['approved', 'rejected']), comment: z.string().trim().max(2000).nullish() }), answer: z.object({ decision: z.enum(['approved', 'rejected']) }),
    async handler(_, { params: { token }, body: { decision, comment }, app }) {
      const schema = await app.database.transaction(async transaction => {
        const { context, request, seat } = await openLink(app, transaction, token)
        await decideSeat(context, request, seat, decision, comment || null)
        return context.workspace.schema
      })
      app.wake(schema)
      return { decision }
    } }),
]

/** To the minute, where the company is. */
function shownTime({ workspace, locale }: Context, value: string): string {
  return DateTime.fromISO(value, { zone: workspace.timeZone }).setLocale(locale).toFormat(locale === 'id' ? 'd LLL yyyy HH.mm' : 'd LLL yyyy HH:mm')
}

/** Its filled fields, as the approver reads them. */
async function showRecord(context: Context, { object: name, record }: Request): Promise<z.output<typeof linkAnswer>['record']> {
  const object = name === null ? undefined : context.workspace.objects.get(name)
  if (!object || record === null || !mayRead(context, object.name)) return null
  const fields = object.fields.filter(field => !field.standard && plain.has(field.type) && field.name !== object.title && canRead(context, object.name, field.name))
  const { data: [found] } = await findRecords(context, object.name, { filter: { id: { eq: record } }, fields: [...fields.map(field => field.name), ...canRead(context, object.name, object.title) ? [object.title] : []], limit: 1 })
  if (!found) return null
  const values = found as Record<string, any>
  const titles = await titlesOf(context, fields, [values])
  const environment = environmentOf(context)
  const lines = fields.filter(field => values[field.name] !== null && values[field.name] !== undefined).slice(0, MOST_LINES).map(field => {
    const value = values[field.name]
    const id = typeof value === 'object' && 'id' in value ? value.id : value
    return { label: say(field.label, context.locale), text: titles.get(id) ?? (field.type === 'relation' || field.type === 'user' ? '–' : field.type === 'dateTime' ? shownTime(context, value) : typeOf(field).format(value, field, environment)) }
  })
  return { kind: say(object.label, context.locale), title: String(values[object.title] ?? '–'), lines }
}
