// Records that a member keeps at hand: her favourites, and those that she opened last. Only what she may still see is told.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { empty, identifier, sql, type Sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { noContent, route } from '../http/route.ts'
import { readTitles } from './title.ts'
import { findRecords, readRecordText } from './find.ts'
import { mayRead } from '../permission/rules.ts'

/** The oldest beyond these are forgotten. */
const MOST = { _favourite: 200, _recent: 100 }
type List = keyof typeof MOST

interface Row { object: string, id: string, at: string }

const one = z.strictObject({ object: z.string().max(200), id: z.uuid() })
const listed = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50), after: z.string().max(200).optional() })
const answer = z.object({ data: z.array(z.object({ object: z.string(), id: z.string(), title: z.string().nullable(), at: z.string() })), page: z.object({ next: z.string().nullable() }) })

function routesOf(list: List, path: string, what: string) {
  return [
    route({ method: 'GET', path, tag: 'own lists', summary: `Your ${what} records, newest first`, query: listed, answer, handler: (context, { query }) => readList(context, list, query) }),
    route({ method: 'PUT', path, tag: 'own lists', summary: `Put a record on top of your ${what} ones`, status: 204, body: one,
      async handler(context, { body }) {
        await keep(context, list, body)
        return noContent
      } }),
    route({ method: 'DELETE', path: `${path}/:object/:id`, tag: 'own lists', summary: `Take a record from your ${what} ones`, status: 204, params: one,
      async handler(context, { params: { object, id } }) {
        await context.sql.query(sql`delete from ${tableOf(context, list)} where member = ${context.actor.member} and object = ${object} and record = ${id}`)
        return noContent
      } }),
  ]
}

export const ownListRoutes = [...routesOf('_favourite', '/favourites', 'favourite'), ...routesOf('_recent', '/recents', 'recent')]

function tableOf({ workspace }: Context, list: List): Sql {
  return identifier(workspace.schema, list)
}

/** A page may hold fewer than `limit`: what she may not see (any more) is left out. */
async function readList(context: Context, list: List, { limit, after }: z.output<typeof listed>) {
  const from = after === undefined ? undefined : readCursor(after)
  const rows = await context.sql.query<Row>(sql`select object, record as id, at from ${tableOf(context, list)} where member = ${context.actor.member}
    ${from ? sql`and (at, record) < (${from[0]}::timestamptz, ${from[1]}::uuid)` : empty} order by at desc, record desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const titles = new Map<string, string | null>()
  for (const object of new Set(page.map(row => row.object))) {
    if (!context.workspace.objects.has(object) || !mayRead(context, object)) continue
    const ids = page.filter(row => row.object === object).map(row => row.id)
    const { data } = await findRecords(context, object, { filter: { id: { in: ids } }, fields: ['id'], limit: ids.length })
    const known = await readTitles(context, object, data.map(({ id }) => id))
    for (const { id } of data) titles.set(`${object} ${id}`, known.get(id) ?? null)
  }
  const seen = page.filter(({ object, id }) => titles.has(`${object} ${id}`))
  return { data: seen.map(row => ({ object: row.object, id: row.id, title: titles.get(`${row.object} ${row.id}`) ?? null, at: row.at })), page: { next: rows.length > limit ? toCursor(page.at(-1)!) : null } }
}

function toCursor({ at, id }: Row): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

const cursor = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

function readCursor(text: string): [string, string] {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw new Problem('cursor.invalid')
  }
}

/** Throws notFound for a record that she may not see. */
async function keep(context: Context, list: List, { object, id }: z.output<typeof one>): Promise<void> {
  await readRecordText(context, object, id, { fields: ['id'] })
  const table = tableOf(context, list)
  const { member } = context.actor
  await context.sql.query(sql`insert into ${table} (member, object, record, at) values (${member}, ${object}, ${id}, ${context.now})
    on conflict (member, object, record) do update set at = excluded.at`)
  await context.sql.query(sql`delete from ${table} where member = ${member} and (at, record) <
    (select at, record from ${table} where member = ${member} order by at desc, record desc offset ${MOST[list] - 1} limit 1)`)
}
