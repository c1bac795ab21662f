// Approvals: why a record may not be edited meanwhile: what is being decided, and by whom.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import type { Holder } from '../../kernel/record/held.ts'
import type { Subject, Use } from '../../kernel/object/uses.ts'
import { openSeats, readRequests, tables } from './request.ts'
import { nameOf } from './tell.ts'
import { say, tellTexts, useText } from './texts.ts'

/** Read after the record's row was locked: whoever asks for an approval locks the row before. */
export const holdsOf: Holder = async (context, object, records) => {
  const requests = await readRequests(context, sql`a.record = any(${records}::uuid[]) and a.object = ${object} and a.state = 'pending' and a.locks`)
  return requests.map(request => {
    const deciders = openSeats(request).map(seat => seat.member)
    const who = (locale: 'en' | 'id') => deciders.length ? [...new Set(deciders.map(member => nameOf(context, member, locale)))].join(', ') : say(tellTexts.nobody, locale)
    return { record: request.record!, code: 'approval.locked', parameters: { title: request.title, who: { en: who('en'), id: who('id') } }, except: request.except }
  })
}

/** An object whose records wait for a decision stays. */
export async function usesByApprovals(context: Context, { object, field }: Subject): Promise<Use[]> {
  if (field !== undefined) return []
  const rows = await context.sql.query<{ id: string, title: string }>(sql`select id, title from ${tables(context).request} where object = ${object} and state = 'pending' order by id limit 20`)
  return rows.map(({ id, title }) => ({ path: `approvals.${id}`, text: say(useText, context.locale, { title }) }))
}
