// Kernel, objects: definitions become real tables in a workspace of their own, and what is installed meets what a customer made.
import { randomUUID } from 'node:crypto'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { contacts } from '../modules/contacts/index.ts'
import { atDatabase } from './workspace.ts'
import { sales } from '../modules/sales/index.ts'
import { tasks } from '../modules/tasks/index.ts'
import type { Context } from '../kernel/context.ts'
import { Database } from '../kernel/database/database.ts'
import { migrateShared, migrateWorkspace } from '../kernel/database/migrate.ts'
import { identifier, raw, sql } from '../kernel/database/sql.ts'
import { firstRoles } from '../kernel/permission/role.ts'
import { openWorkspaces, type Workspaces } from '../kernel/workspace/workspaces.ts'
import { finishTable } from '../kernel/object/finish-job.ts'
import { installDefinitions, type Installable } from '../kernel/object/install.ts'
import { settleTables } from '../kernel/object/settle-tables.ts'
import { readTables } from '../kernel/object/table-state.ts'
import type { FieldDefinition } from '../kernel/object/definition.ts'

const name = `hubung_test_${randomUUID().slice(0, 8)}`
const schema = 'ws_toko'
let database: Database
let workspaces: Workspaces

const url = (db: string) => atDatabase(inject('adminUrl'), db)

async function admin(statement: string): Promise<void> {
  const client = new pg.Client(inject('adminUrl'))
  await client.connect()
  await client.query(statement)
  await client.end()
}

beforeAll(async () => {
  await admin(`create database ${name}`)
  database = new Database(url(name), 5)
  await migrateShared(database)
  await runMigrations({ connectionString: url(name) })
  await database.query(sql`insert into hubung.workspace (id, slug, name, schema, locale, currency, time_zone, created_at)
    values (${randomUUID()}, 'toko', 'Toko', ${schema}, 'id', 'IDR', 'Asia/Jakarta', now())`)
  await migrateWorkspace(database, schema, [])
  workspaces = await openWorkspaces(database, [])
})

afterAll(async () => {
  await workspaces.close()
  await database.end()
  await admin(`drop database ${name} with (force)`)
})

async function inContext<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const workspace = (await workspaces.get('toko'))!
  return database.transaction(transaction => work({
    workspace, sql: transaction, now: new Date(), log: pino({ level: 'silent' }), locale: 'en',
    actor: { member: randomUUID(), role: firstRoles[0], team: null, teams: [], reports: [], mates: [], shares: [], way: 'system' },
  }))
}

const install = (values: Installable, from: string) => inContext(context => installDefinitions(context, values, from))
const change = (object: string, edit: (definition: any) => void) => inContext(async context => {
  const { lockDefinitions, saveDefinitions } = await import('../kernel/object/change.ts')
  const before = await lockDefinitions(context)
  const definition = structuredClone(before.objects.get(object))
  edit(definition)
  await saveDefinitions(context, before, { ...before, objects: new Map(before.objects).set(object, definition!) })
})
const tableOf = async (object: string) => (await readTables(database, schema, [object])).get(object)!
const events = async () => (await database.query(sql`select count(*)::int as count from ${identifier(schema, '_event')}`))[0].count

test('the modules\' objects become tables with foreign keys and indexes', async () => {
  for (const module of [contacts, sales, tasks]) await install(module, module.name)
  const contact = await tableOf('contact')
  expect(contact.references.map(reference => reference.column).sort()).toEqual(['company', 'owner'])
  expect((await tableOf('task')).references.map(reference => reference.column).sort()).toEqual(['about_company', 'about_contact', 'about_deal', 'about_lead', 'about_product', 'contact', 'owner'])
  expect(contact.indexes.every(index => index.valid)).toBe(true)
  const deal = (await workspaces.get('toko'))!.objects.get('deal')!
  expect(deal.fields.find(field => field.name === 'stage')!.options!.map(option => option.value))
    .toEqual(['prospect', 'qualified', 'consultation', 'proposal', 'negotiation', 'won', 'lost'])
})

test('installing twice changes nothing', async () => {
  const before = await events()
  for (const module of [contacts, sales, tasks]) await install(module, module.name)
  expect(await events()).toBe(before)
})

test('a computed field is a generated column, and leaves nothing behind', async () => {
  const code: FieldDefinition = { name: 'code', label: { en: 'Code' }, type: 'text', computed: `"brand" || '-' || "sku"` }
  await change('product', definition => definition.fields.push(code))
  await database.query(sql`insert into ${identifier(schema, 'product')} (id, "createdAt", "updatedAt", name, brand, sku) values (${randomUUID()}, now(), now(), 'Jam', 'Rolex', 'R1')`)
  expect(await database.query(sql`select code from ${identifier(schema, 'product')}`)).toEqual([{ code: 'Rolex-R1' }])
  await change('product', definition => { definition.fields = definition.fields.filter((field: FieldDefinition) => field.name !== 'code') })
  expect((await tableOf('product')).columns.filter(column => column.name.includes('code'))).toEqual([])
  await database.query(sql`delete from ${identifier(schema, 'product')}`)
})

const grading: FieldDefinition = { name: 'finalGrading', label: { en: 'Final grading' }, type: 'select', options: [{ value: 'new', label: { en: 'New' } }] }

test('a field taken away is put away with its values, and can be made anew', async () => {
  await change('product', definition => definition.fields.push(grading))
  await database.query(sql`insert into ${identifier(schema, 'product')} (id, "createdAt", "updatedAt", name, "finalGrading") values (${randomUUID()}, now(), now(), 'Tas', 'new')`)
  await change('product', definition => { definition.fields = definition.fields.filter((field: FieldDefinition) => field.name !== 'finalGrading') })
  const away = (await tableOf('product')).columns.find(column => column.name.startsWith('_gone_finalGrading'))!
  expect(await database.query(sql`select ${identifier(away.name)} as value from ${identifier(schema, 'product')}`)).toEqual([{ value: 'new' }])
  const [timer] = await database.query(sql`select payload, due_at > now() + interval '59 days' as later from ${identifier(schema, '_timer')} where kind = 'object.dropGone'`)
  expect(timer).toEqual({ payload: { table: 'product', column: away.name }, later: true })
  await change('product', definition => definition.fields.push({ ...grading, type: 'text', options: undefined }))
  expect((await tableOf('product')).columns.some(column => column.name === 'finalGrading')).toBe(true)
})

test('a template\'s field of a taken name is adopted when the type is the same, else it stops with a sentence', async () => {
  await change('deal', definition => definition.fields.push({ ...grading, label: { en: 'Mine' } }))
  const taken = { objects: [{ name: 'deal', fields: [{ ...grading, type: 'text', options: undefined }] }] }
  await expect(install(taken, 'template')).rejects.toThrow('deal.finalGrading is already a field of the type "select", and "template" brings it as "text"')
  const more = [...grading.options!, { value: 'unworn', label: { en: 'Unworn' } }]
  await install({ objects: [{ name: 'deal', fields: [{ ...grading, options: more }] }] }, 'template')
  const field = (await workspaces.get('toko'))!.objects.get('deal')!.fields.find(each => each.name === 'finalGrading')!
  expect(field).toMatchObject({ label: { en: 'Mine' }, options: more, from: 'template' })
})

test('a stage comes after the one it names, and a customer\'s own edit of a pipeline wins', async () => {
  const stage = { value: 'delivered', label: { en: 'Delivered' }, color: 'teal', probability: 100, kind: 'won' as const, after: 'won' }
  await install({ pipelines: [{ name: 'sales', stages: [stage] }] }, 'after-sales')
  const stages = () => workspaces.get('toko').then(workspace => workspace!.pipelines.get('sales')!.stages.map(each => each.value))
  expect(await stages()).toEqual(['prospect', 'qualified', 'consultation', 'proposal', 'negotiation', 'won', 'delivered', 'lost'])
  await install({ pipelines: [{ name: 'sales', stages: [{ ...stage, label: { en: 'Delivered', id: 'Diterima' } }] }] }, 'after-sales')
  expect((await workspaces.get('toko'))!.pipelines.get('sales')!.stages[6]).toEqual({ value: 'delivered', label: { en: 'Delivered', id: 'Diterima' }, color: 'teal', probability: 100, kind: 'won' })
})

test('while another transaction holds the table nobody waits long, and the change comes through after it', async () => {
  const holder = await database.pool.connect()
  await holder.query(`begin; lock table ${schema}.lead in row exclusive mode`)
  const adding = change('lead', definition => definition.fields.push({ name: 'budget', label: { en: 'Budget' }, type: 'currency' }))
  await expect.poll(async () => (await database.query(sql`select 1 from pg_locks where relation = ${`${schema}.lead`}::regclass and not granted`)).length).toBe(1)
  await holder.query('commit')
  holder.release()
  await adding
  expect((await tableOf('lead')).columns.map(column => column.name)).toContain('budget')
})

test('a big table gets its index and its checks by a job, without a lock', async () => {
  await database.query(sql`insert into ${identifier(schema, 'company')} (id, "createdAt", "updatedAt", name) select gen_random_uuid(), now(), now(), 'PT ' || i from generate_series(1, 10001) i`)
  await change('company', definition => definition.fields.push(
    { name: 'code', label: { en: 'Code' }, type: 'text', index: true }, { name: 'parent', label: { en: 'Parent' }, type: 'relation', to: 'company', index: true }))
  const before = await tableOf('company')
  expect(before.indexes.some(index => index.name.startsWith('company_code'))).toBe(false)
  expect(before.references.find(reference => reference.column === 'parent')!.valid).toBe(false)
  expect(await database.query(sql`select task_identifier as name from graphile_worker.jobs`)).toEqual([{ name: 'object.finish' }])
  const workspace = (await workspaces.get('toko'))!
  const context = { workspace, sql: database, now: new Date(), log: pino({ level: 'silent' }) } as unknown as Context
  await finishTable.run(context, { object: 'company' }, {} as never)
  const after = await tableOf('company')
  expect(after.indexes.find(index => index.name.startsWith('company_code'))).toMatchObject({ valid: true })
  expect(after.references.every(reference => reference.valid)).toBe(true)
})

test('a table that lost an index gets it back at the next start, and a second start finds nothing to do', async () => {
  const { name: index } = (await tableOf('product')).indexes.find(each => each.name.startsWith('product_brand'))!
  await database.query(sql`drop index ${identifier(schema, index)}`)
  await inContext(settleTables)
  expect((await tableOf('product')).indexes.map(each => each.name)).toContain(index)
  await database.query(sql`drop index ${identifier(schema, index)}`)
  await inContext(settleTables)
  expect((await tableOf('product')).indexes.map(each => each.name)).not.toContain(index)
})

test('a relation to several objects gets more of them by an upgrade, beside the objects of a customer', async () => {
  const reminder = (to: string[]) => ({ objects: [{ name: 'reminder', label: { en: 'Reminder' }, fields: [{ name: 'subject', label: { en: 'Subject' }, type: 'text' }, { name: 'about', label: { en: 'About' }, type: 'relation', to, toCustom: true }] }] })
  await install(reminder(['contact', 'deal']), 'reminders')
  await install({ objects: [{ name: 'visit', label: { en: 'Visit' }, custom: true, fields: [{ name: 'name', label: { en: 'Name' }, type: 'text' }] }] }, 'visits')
  await install(reminder(['contact', 'deal', 'product']), 'reminders')
  expect((await workspaces.get('toko'))!.objects.get('reminder')!.fields.find(field => field.name === 'about')!.to).toEqual(['contact', 'deal', 'visit', 'product'])
  expect((await tableOf('reminder')).references.map(reference => reference.column).sort()).toEqual(['about_contact', 'about_deal', 'about_product', 'about_visit', 'owner'])
  await expect(install(reminder(['contact', 'product']), 'reminders')).rejects.toThrow('reminder.about is already a field')
})

test('two administrators who add fields at once both succeed', async () => {
  const add = (field: string) => change('note', definition => definition.fields.push({ name: field, label: { en: field }, type: 'text' }))
  await Promise.all(['one', 'two', 'three'].map(add))
  expect((await tableOf('note')).columns.map(column => column.name)).toEqual(expect.arrayContaining(['one', 'two', 'three']))
  const [{ count }] = await database.query(sql`select count(*)::int as count from ${identifier(schema, '_event')} where object = '_object' and kind = 'updated' and after ?| array['fields.one', 'fields.two', ${raw("'fields.three'")}]`)
  expect(count).toBe(3)
})
