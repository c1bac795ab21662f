// Tasks: open leads without a next activity are listed to their owners, once a day, in the morning of the workspace's zone.
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { notifyMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { defineJob } from '../../kernel/job/job.ts'
import { canRead, mayRead } from '../../kernel/permission/rules.ts'
import { findRecords } from '../../kernel/record/find.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { followUpTexts as texts } from './texts.ts'

const HOUR = 6
const NAMED = 5
/** Leads that the link lists. */
const LISTED = 100
const SETTING = 'leads.followUp'

interface Owner { owner: string, total: number, ids: string[], names: (string | null)[] }

/** Asked each hour; does its work at the first one from six o'clock on. */
export const listIdleLeads = defineJob({
  name: 'tasks.listIdleLeads',
  payload: z.object({}),
  async run(context, _, { app }) {
    const now = DateTime.fromJSDate(context.now, { zone: context.workspace.timeZone })
    if (now.hour < HOUR || !context.workspace.objects.has('lead')) return
    const today = now.toISODate()!
    await app.database.transaction(async transaction => {
      const inside = { ...context, sql: transaction }
      const claimed = await transaction.query(sql`insert into ${identifier(context.workspace.schema, '_setting')} as s (name, value) values (${SETTING}, ${JSON.stringify(today)}::jsonb)
        on conflict (name) do update set value = excluded.value where s.value <> excluded.value returning 1`)
      if (claimed.length) for (const owner of await readIdle(inside)) await notifyMembers(inside, await noticeFor(inside, owner, today))
    })
    app.wake(context.workspace.schema)
  },
})

/** A task that is open is a next activity, also a late one. */
async function readIdle({ sql: queryable, workspace: { schema } }: Context): Promise<Owner[]> {
  return queryable.query<Owner>(sql`select owner, max(total)::int as total, array_agg(id order by place) as ids, array_agg(name order by place) as names from (
      select l."id" as id, l."owner" as owner, l."fullName" as name, count(*) over (partition by l."owner") as total, row_number() over (partition by l."owner" order by l."createdAt", l."id") as place
      from ${identifier(schema, 'lead')} l where l."_deletedAt" is null and l."owner" is not null and l."status" not in ('unqualified', 'converted')
        and not exists (select from ${identifier(schema, 'task')} t where t."about_lead" = l."id" and t."_deletedAt" is null and t."status" not in ('done', 'closed'))) idle
    where place <= ${LISTED} group by owner`)
}

/** As any list of hers would show them: a lead that she owns and may not read is not told of. */
async function noticeFor(context: Context, { owner, total, ids, names }: Owner, today: string): Promise<NewNotification[]> {
  const { workspace } = context
  const actor = actorOf(workspace, owner, 'system')
  const member = workspace.members.get(owner)
  if (!actor || member?.kind !== 'person' || !mayRead({ actor }, 'lead')) return []
  const asHer = { ...context, actor }
  const { data } = await findRecords(asHer, 'lead', { filter: { id: { in: ids } }, fields: ['id'], limit: LISTED })
  const seen = ids.flatMap((id, at) => data.some(lead => lead.id === id) ? [{ id, name: names[at] }] : [])
  if (seen.length === 0) return []
  const count = total - (ids.length - seen.length)
  const locale = member.locale ?? workspace.locale
  const shown = canRead(asHer, 'lead', 'fullName') ? seen.slice(0, NAMED).map(lead => lead.name).filter(Boolean).join(', ') : ''
  const more = count > NAMED && shown ? texts.more[locale].replace('{count}', String(count - NAMED)) : ''
  const filter = encodeURIComponent(JSON.stringify({ id: { in: seen.map(({ id }) => id) } }))
  return [{ member: owner, title: texts.title[locale].replace('{count}', String(count)), body: shown ? `${shown}${more}` : null, link: `/o/lead?filter=${filter}`, object: 'lead', key: `${SETTING} ${today} ${owner}` }]
}
