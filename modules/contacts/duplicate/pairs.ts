// Contacts: the list of pairs that may be one. A nightly job finds them, set by set; a person says which are none.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../../kernel/database/sql.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import { paged, recordAnswer } from '../../../kernel/http/answer-part.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import { defineJob } from '../../../kernel/job/job.ts'
import type { ObjectDefinition } from '../../../kernel/object/definition.ts'
import { covers, rowFilter, sharedAccess, type Place } from '../../../kernel/permission/rules.ts'
import { fromCursor, toCursor } from '../../../kernel/record/cursor.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import { readableObject } from '../../../kernel/record/find.ts'
import { likeness, readTelling } from './find.ts'
import { scoreOf } from './likeness.ts'
import { knownReasons, nameKey, nameRule, reachFields, reachKey } from './rules.ts'

const pairAnswer = z.object({ ...likeness, records: z.array(recordAnswer) })
export const pairsAnswer = paged(pairAnswer)
type Pair = z.output<typeof pairAnswer>

/** Every night. A pair that agrees in nothing any more leaves the list; one that was said to be none stays remembered. */
export const findPairs = defineJob({
  name: 'contacts.findDuplicates',
  payload: z.object({}),
  async run(context) {
    for (const object of context.workspace.objects.values()) {
      const rule = nameRule(object)
      for (const field of reachFields(object)) await pairUp(context, object, field.name, reachKey(field, 't'), sql`t.${identifier(field.name)} is not null`)
      if (rule) await pairUp(context, object, rule.name.name, nameKey(rule, 't'), sql`t.${identifier((rule.with ?? rule.name).name)} is not null`)
    }
    await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_duplicate')} where found_at < ${context.now}::timestamptz and dismissed_at is null`)
  },
})

/** Pairs the oldest record of each group with every other one: of a thousand alike there are 999 pairs, not half a million. */
async function pairUp(context: Context, object: ObjectDefinition, reason: string, key: Sql, filled: Sql): Promise<void> {
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_duplicate')} as d (object, one, other, reasons, found_at)
    select ${object.name}, p.one, p.other, array[${reason}::text], ${context.now}::timestamptz from (
      select first_value(k.id) over (partition by k.key order by k.id) as one, k.id as other from (
        select t."id", ${key} as key from ${tableOf(context, object.name)} t where t."_deletedAt" is null and ${filled}) k where k.key is not null) p
    where p.one <> p.other
    on conflict (object, one, other) do update set found_at = excluded.found_at,
      reasons = case when d.found_at = excluded.found_at then array(select distinct unnest(d.reasons || excluded.reasons) order by 1) else excluded.reasons end`)
}

/** A page of pairs of which the caller may read both and know why; the newest records first. */
export async function listPairs(context: Context, name: string, { limit, after }: { limit: number, after?: string }): Promise<z.output<typeof pairsAnswer>> {
  const object = readableObject(context, name)
  const reasons = knownReasons(context, object)
  const list = JSON.stringify(['duplicates', context.workspace.slug, name])
  const position = after === undefined ? undefined : fromCursor(after, list)
  const { schema } = context.workspace
  const rows = await context.sql.query<{ one: string, other: string, reasons: string[] }>(sql`select d.one, d.other, d.reasons from ${identifier(schema, '_duplicate')} d
    join ${tableOf(context, name)} a on a."id" = d.one and a."_deletedAt" is null and ${filterToSql(rowFilter(context, name), 'a', schema)}
    join ${tableOf(context, name)} b on b."id" = d.other and b."_deletedAt" is null and ${filterToSql(rowFilter(context, name), 'b', schema)}
    where d.object = ${name} and d.dismissed_at is null and d.reasons && ${reasons}::text[]
    ${position ? sql`and (d.other, d.one) < (${position.keys[0]}::uuid, ${position.id}::uuid)` : sql``} order by d.other desc, d.one desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const records = await readTelling(context, object, [...new Set(page.flatMap(row => [row.one, row.other]))])
  const last = page.at(-1)
  const data = page.filter(row => records.has(row.one) && records.has(row.other)).map((row): Pair => {
    const shown = row.reasons.filter(reason => reasons.includes(reason))
    return { score: scoreOf(shown.map(reason => object.fields.find(field => field.name === reason)!.type)), reasons: shown, records: [records.get(row.one)!, records.get(row.other)!] }
  })
  return { data, page: { next: rows.length > limit && last ? toCursor({ keys: [last.other], id: last.one }, list) : null } }
}

/** Remembers that two records are not one. The caller must read both and may change one of them. */
export async function dismissPair(context: Context, name: string, ids: [string, string]): Promise<void> {
  readableObject(context, name)
  const [one, other] = ids.map(id => id.toLowerCase()).sort()
  if (one === other) throw new Problem('invalid', { faults: [{ path: 'ids', code: 'merge.itself' }] })
  const rows = await context.sql.query<Place>(sql`select t."owner", t."_team" as team, ${sharedAccess(context, name, 't')} as shared from ${tableOf(context, name)} t where t."id" = any(${[one, other]}::uuid[]) and t."_deletedAt" is null`)
  if (rows.length < 2 || !rows.every(row => covers(context, name, 'read', row))) throw new Problem('notFound')
  if (!rows.some(row => covers(context, name, 'update', row))) throw new Problem('permission.denied')
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_duplicate')} (object, one, other, reasons, found_at, dismissed_at, dismissed_by)
    values (${name}, ${one}::uuid, ${other}::uuid, '{}', ${context.now}::timestamptz, ${context.now}::timestamptz, ${context.actor.member}::uuid)
    on conflict (object, one, other) do update set dismissed_at = excluded.dismissed_at, dismissed_by = excluded.dismissed_by`)
}
