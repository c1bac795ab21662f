// Contacts: identities over HTTP.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { paged } from '../../../kernel/http/answer-part.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import { noContent, route } from '../../../kernel/http/route.ts'
import { canRead, canWrite, covers, sharedAccess, type Place } from '../../../kernel/permission/rules.ts'
import { readRecord } from '../../../kernel/record/find.ts'
import { addIdentity, identitiesOf, identityAnswer, removeIdentity, type Identity } from './identity.ts'

const tag = 'contacts'
const body = z.strictObject({
  contact: z.uuid().transform(text => text.toLowerCase()), kind: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), value: z.string().trim().min(1).max(255), verified: z.boolean().default(false),
})

/** A WhatsApp id holds the number, also where it is not a number alone (`62812…@s.whatsapp.net`). */
function fieldOf(kind: string): string {
  return kind === 'whatsapp' ? 'phone' : kind
}

/** A number or an address is known to whoever may know the field of that name. */
function isShown(context: Context, { kind }: Pick<Identity, 'kind'>): boolean {
  return !['phone', 'email'].includes(fieldOf(kind)) || canRead(context, 'contact', fieldOf(kind))
}

async function checkChange(context: Context, contact: string, kind: string): Promise<void> {
  await readRecord(context, 'contact', contact, { fields: ['id'] })
  const [row] = await context.sql.query<Place>(sql`select t."owner", t."_team" as team, ${sharedAccess(context, 'contact', 't')} as shared from ${identifier(context.workspace.schema, 'contact')} t where t."id" = ${contact}::uuid for update`)
  const field = context.workspace.objects.get('contact')!.fields.find(each => each.name === fieldOf(kind))
  if (!row || !covers(context, 'contact', 'update', row) || !isShown(context, { kind }) || (field && !canWrite(context, 'contact', field))) throw new Problem('permission.denied')
}

export const identityRoutes = [
  route({ method: 'GET', path: '/identities', tag, summary: 'What a contact is known as: its phone, its email and its further identities', query: z.strictObject({ contact: z.uuid() }),
    answer: paged(identityAnswer.extend({ id: z.string().nullable().meta({ description: 'Null for the contact\'s own phone and email' }) })),
    async handler(context, { query }) {
      const contact = await readRecord(context, 'contact', query.contact)
      const rows = await identitiesOf(context, query.contact)
      const own = ['phone', 'email'].filter(kind => contact[kind] && !rows.some(row => row.kind === kind && row.value === contact[kind].toLowerCase()))
        .map(kind => ({ id: null, contact: contact.id, kind, value: contact[kind], verified: false }))
      return { data: [...own, ...rows].filter(each => isShown(context, each)), page: { next: null } }
    } }),

  route({ method: 'POST', path: '/identities', tag, summary: 'Give a contact an identity, or mark one as verified', body, status: 201, answer: identityAnswer,
    async handler(context, { body: { contact, ...given } }) {
      await checkChange(context, contact, given.kind)
      return addIdentity(context, contact, given)
    } }),

  route({ method: 'DELETE', path: '/identities/:id', tag, summary: 'Take an identity from its contact', status: 204, params: z.object({ id: z.uuid() }),
    async handler(context, { params }) {
      const [row] = await context.sql.query<Identity>(sql`select contact, kind from ${identifier(context.workspace.schema, '_identity')} where id = ${params.id}::uuid`)
      if (!row) throw new Problem('notFound')
      await checkChange(context, row.contact, row.kind)
      await removeIdentity(context, params.id)
      return noContent
    } }),
]
