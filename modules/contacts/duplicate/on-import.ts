// Contacts: duplicates among what an import brings: by phone and email, and by the name, whatever its case, with what must be
// equal besides. Each rule asks an index for the rows of a batch at once. What is found is on the list of pairs with the same
// commit; names that are only alike are found by night.
import type { Context } from '../../../kernel/context.ts'
import { and, identifier, join, raw, sql, type Sql } from '../../../kernel/database/sql.ts'
import { typeOf } from '../../../kernel/field/types/index.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import type { ObjectDefinition } from '../../../kernel/object/definition.ts'
import { columnsOfField } from '../../../kernel/object/table.ts'
import { rowFilter } from '../../../kernel/permission/rules.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import type { RecordValues } from '../../../kernel/record/hook.ts'
import type { AlikeFinder } from '../../../kernel/record/import/alike.ts'
import { knownReasons, nameRule, reachFields, reachKey } from './rules.ts'

/** A record that was made, an older one that it may be, and why. */
interface Likeness { id: string, other: string, reason: string }

/** Only by fields, and with records, that whoever imports may know. */
export const findOnImport: AlikeFinder = async (context, { object, records, pretence }) => {
  const known = knownReasons(context, object)
  const found = await findOlder(context, object, records, known)
  const alike = new Set(found.map(each => each.id))
  if (!pretence) await keepPairs(context, object.name, found)
  else {
    const reach = reachFields(object).filter(field => known.includes(field.name))
    // every field of every row is noted
    for (const record of records) if (reach.filter(field => record[field.name] && pretence.meets(field, record[field.name])).length) alike.add(record.id)
  }
  return alike.size
}

async function findOlder(context: Context, object: ObjectDefinition, records: RecordValues[], known: string[]): Promise<Likeness[]> {
  const rule = nameRule(object)
  const reach = reachFields(object).filter(field => known.includes(field.name))
  const name = rule && known.includes(rule.name.name) ? rule : undefined
  const used = [...new Set([...reach, ...name ? [name.name, ...name.with ? [name.with] : []] : []])]
  if (used.length === 0) return []
  const folded = (alias: string) => typeOf(name!.name).sort!.expression(suffix => identifier(alias, name!.name.name + (suffix ?? '')))
  const rows = JSON.stringify(records.map(record => Object.fromEntries([['id', record.id], ...used.map(field => [field.name, record[field.name]])])))
  const given = sql`select * from json_to_recordset(${rows}::json) as r("id" uuid, ${join(used.map(field => sql`${identifier(field.name)} ${raw(columnsOfField(field)[0].type)}`), ', ')})`
  // Each key of the batch once, however many rows share it: of a switchboard's number all that have it are gathered, for to find
  // the first of an unknown many in the order of their age PostgreSQL would walk the table. Only what has all its keys is like another.
  const older = (reason: string, keys: (alias: string) => Sql[]) => {
    const named = keys('c').map((key, at) => sql`${key} as ${identifier(`k${at}`)}`)
    const equal = (alias: string) => and(keys(alias).map((key, at) => sql`${key} = ${identifier('k', `k${at}`)}`))
    return sql`select c."id", o."id" as other, ${reason}::text as reason from (select distinct ${join(named, ', ')} from c where ${and(keys('c').map(key => sql`${key} is not null`))}) k
      cross join lateral (select (array_agg(t."id" order by t."id"))[1] as "id" from ${tableOf(context, object.name)} t
        where ${equal('t')} and t."_deletedAt" is null and ${filterToSql(rowFilter(context, object.name), 't', context.workspace.schema)}) o
      join c on ${equal('c')} and o."id" < c."id"`
  }
  const parts = reach.map(field => older(field.name, alias => [reachKey(field, alias)]))
  if (name) parts.push(older(name.name.name, alias => [folded(alias), ...name.with ? [identifier(alias, name.with.name)] : []]))
  return context.sql.query<Likeness>(sql`with c as materialized (${given}) ${join(parts, ' union all ')}`, { read: true })
}

async function keepPairs({ sql: queryable, workspace, now }: Context, object: string, found: Likeness[]): Promise<void> {
  if (found.length === 0) return
  const pairs = [...Map.groupBy(found, ({ id, other }) => `${other} ${id}`).values()].map(list => ({ one: list[0].other, other: list[0].id, reasons: list.map(each => each.reason).sort() }))
  await queryable.query(sql`insert into ${identifier(workspace.schema, '_duplicate')} (object, one, other, reasons, found_at)
    select ${object}, p.one, p.other, array(select jsonb_array_elements_text(p.reasons)), ${now}::timestamptz from json_to_recordset(${JSON.stringify(pairs)}::json) as p(one uuid, other uuid, reasons jsonb)
    on conflict (object, one, other) do nothing`)
}
