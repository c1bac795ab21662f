// Workspace room: a new company: its schema, definitions, first administrator and key, made whole or not at all.
import { v7 as uuid } from 'uuid'
import type { App } from '../app.ts'
import type { Context, Locale } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { migrateWorkspaceIn } from '../database/migrate.ts'
import { identifier, sql } from '../database/sql.ts'
import { ensurePartitions } from '../event/partitions.ts'
import { Problem, refuse } from '../http/errors.ts'
import { systemContext } from '../job/system-context.ts'
import { installDefinitions } from '../object/install.ts'
import { settleTables } from '../object/settle-tables.ts'
import { firstRoles } from '../permission/role.ts'
import { codeOf, messageOf } from '../refusal.ts'
import type { User } from './auth.ts'
import { addApiKey } from './keys.ts'
import { addMember } from './members.ts'
import { loadWorkspace, type WorkspaceRow } from './snapshot.ts'
import { blank, type Template } from './template.ts'
import { say, workspaceTexts } from './texts.ts'
import type { Workspace } from './workspace.ts'

export interface NewWorkspace {
  slug: string
  name: string
  locale: Locale
  /** ISO 4217. */
  currency: string
  /** IANA name. */
  timeZone: string
  /** ISO 3166; default ID. */
  phoneCountry?: string
  /** The name of a template; default `blank`. */
  template?: string
  /** The first administrator; somebody who is a user already keeps her password. */
  admin: { name: string, email: string, password: string }
}

export interface CreatedWorkspace {
  workspace: Workspace
  user: User
  /** The administrator's member. */
  member: string
  /** An administrator's key, to be shown once. */
  apiKey: string
}

/**
 * Values are expected to be checked. Throws `conflict.setUp` (with `onlyFirst`), `conflict.unique` for the slug,
 * `template.unknown`.
 */
export async function createWorkspace(app: App, wanted: NewWorkspace, onlyFirst = false): Promise<CreatedWorkspace> {
  const template = findTemplate(app, wanted.template ?? 'blank')
  const fresh: string[] = []
  const work = app.database.transaction(transaction => create(app, transaction, wanted, template, onlyFirst, fresh))
  // what comes after the commit may fail too, and the workspace that is there needs its administrator
  const created = await work.catch(async (error: unknown) => {
    for (const user of fresh) await app.auth.removeUser(user)
    const isTaken = codeOf(error) === '23505' && (error as { table?: string }).table === 'workspace'
    throw isTaken ? refuse([{ path: 'workspace.slug', code: 'name.taken' }]) : error
  })
  await app.workspaces.invalidate(wanted.slug)
  await ensurePartitions(app.database, created.workspace.schema, app.clock.now())
  return { ...created, workspace: (await app.workspaces.get(wanted.slug))! }
}

async function create(app: App, transaction: Transaction, wanted: NewWorkspace, template: Template, onlyFirst: boolean,
  fresh: string[]): Promise<CreatedWorkspace> {
  await transaction.query(sql`select pg_advisory_xact_lock(hashtextextended('create workspace', 0))`)
  const [other] = onlyFirst ? await transaction.query(sql`select 1 from hubung.workspace limit 1`) : []
  if (other) throw new Problem('conflict.setUp')
  const row = await insertWorkspace(transaction, wanted)
  await migrateWorkspaceIn(transaction, row.schema, app.modules.flatMap(each => each.migrations ?? []))
  for (const role of firstRoles) {
    await transaction.query(sql`insert into ${identifier(row.schema, '_role')} (name, definition)
      values (${role.name}, ${JSON.stringify(role)})`)
  }
  await installAll(app, transaction, row, template)
  await transaction.query(sql`insert into ${identifier(row.schema, '_setting')} (name, value)
    values ('template', to_jsonb(${template.name}::text))`)
  const context = systemContext(app, await loadWorkspace(transaction, row), transaction)
  const key = await addApiKey(context, { name: say(workspaceTexts.setUpKey, wanted.locale), role: 'administrator' })
  // Last, since it commits on its own.
  const user = await findOrCreateUser(app, transaction, wanted.admin, fresh)
  const { name } = wanted.admin
  const member = await addMember(context,
    { name, email: user.email, role: 'administrator', user: user.id, locale: wanted.locale })
  return { workspace: context.workspace, user, member: member.id, apiKey: key.key }
}

/**
 * Brings newer definitions of modules and templates into the workspaces that there are; what a customer changed stays. Their event
 * logs get the months that lie ahead.
 * To be called at the start, after `openWorkspaces`. One that fails is stopped; the others go on.
 */
export async function upgradeWorkspaces(app: App): Promise<void> {
  for (const [workspace, err] of app.workspaces.stopped) {
    app.log.error({ err, workspace }, sayStopped(workspace, err))
  }
  for (const row of await app.workspaces.list()) {
    if (app.workspaces.stopped.has(row.slug)) continue
    try {
      await ensurePartitions(app.database, row.schema, app.clock.now())
      await app.database.transaction(async transaction => {
        const [kept] = await transaction.query<{ template: string }>(sql`select value #>> '{}' as template
          from ${identifier(row.schema, '_setting')} where name = 'template'`)
        await installAll(app, transaction, row, templatesOf(app).find(each => each.name === kept?.template) ?? blank)
        await settleTables(systemContext(app, await loadWorkspace(transaction, row), transaction))
      })
    } catch (error) {
      app.log.error({ err: error, workspace: row.slug }, sayStopped(row.slug, error))
      app.workspaces.stopped.set(row.slug, error as Error)
      app.workspaces.drop(row.slug)
    }
  }
}

function sayStopped(workspace: string, error: unknown): string {
  return `The workspace ${workspace} is stopped and keeps the data that it had: ${messageOf(error)}.`
}

function findTemplate(app: App, name: string): Template {
  const found = templatesOf(app).find(each => each.name === name)
  if (!found) throw refuse([{ path: 'template', code: 'template.unknown' }])
  return found
}

export function templatesOf(app: App): Template[] {
  return [blank, ...app.templates.filter(each => each.name !== blank.name)]
}

async function insertWorkspace(transaction: Transaction,
  { slug, name, locale, currency, timeZone, phoneCountry = 'ID' }: NewWorkspace): Promise<WorkspaceRow> {
  const row = { id: uuid(), slug, name, schema: `ws_${slug}`, locale, currency, timeZone, phoneCountry }
  await transaction.query(sql`insert into hubung.workspace (id, slug, name, schema, locale, currency, time_zone,
    phone_country, created_at)
    values (${row.id}, ${slug}, ${name}, ${row.schema}, ${locale}, ${currency}, ${timeZone}, ${phoneCountry}, now())`)
  return row
}

/** First what the modules bring, then the template, which may build on it. */
async function installAll(app: App, transaction: Transaction, row: WorkspaceRow, template: Template): Promise<void> {
  const contextNow = async (): Promise<Context> =>
    systemContext(app, await loadWorkspace(transaction, row), transaction)
  for (const module of app.modules) await installDefinitions(await contextNow(), module, module.name)
  await installDefinitions(await contextNow(), template, template.name, app.modules)
}

/** A user without any workspace is left over from a set-up that was cut off: the password given now is hers. */
async function findOrCreateUser(app: App, transaction: Transaction, admin: NewWorkspace['admin'],
  fresh: string[]): Promise<User> {
  const known = await app.auth.findUser(admin.email)
  if (!known) {
    const user = await app.auth.createUser(admin.name, admin.email, admin.password)
    fresh.push(user.id)
    return user
  }
  const memberships = await transaction.query(sql`select 1 from hubung.membership where user_id = ${known.id} limit 1`)
  if (memberships.length === 0) await app.auth.setPassword(known.id, admin.password)
  return known
}
