// Messages in timelines: of the contact, and of the record that set one off, for whoever may read the contact.
import { identifier, sql } from '../../kernel/database/sql.ts'
import { filterToSql } from '../../kernel/filter/to-sql.ts'
import { mayRead, rowFilter } from '../../kernel/permission/rules.ts'
import type { Entry, TimelineSource } from '../../kernel/record/timeline.ts'
import { messageTable } from './message.ts'

export const messagesAbout: TimelineSource = async (context, object, id, { limit, until }) => {
  if (!mayRead(context, 'contact')) return []
  const { schema } = context.workspace
  const about = object === 'contact' ? sql`(m.contact = ${id}::uuid or m.record = ${id}::uuid)` : sql`m.record = ${id}::uuid and m.object = ${object}`
  const rows = await context.sql.query<Entry & { workflow: string | null, run: string | null, contact: string }>(sql`select m.id, to_json(m.created_at)#>>'{}' as at, m.channel, m.direction, m.contact, m.text, m.status,
      to_json(m.sent_at)#>>'{}' as "sentAt", to_json(m.due_at)#>>'{}' as "dueAt", m.workflow, m.run
    from ${messageTable(context)} m where ${about} and exists (select from ${identifier(schema, 'contact')} t where t."id" = m.contact and ${filterToSql(rowFilter(context, 'contact'), 't', schema)})
    ${until ? sql`and m.created_at <= ${until}::timestamptz` : sql``} order by m.created_at desc, m.id desc limit ${limit}`)
  return rows.map(({ workflow, run, ...row }) => ({ ...row, type: 'message', actor: null, way: 'workflow', cause: { workflow: { id: workflow }, run } }))
}
