// `npm start -- --demo`: a workspace with believable data, made once, through the same write path as everything else.
import { randomBytes } from 'node:crypto'
import type { App } from '../kernel/app.ts'
import type { Context } from '../kernel/context.ts'
import { writeRecords } from '../kernel/record/write.ts'
import { actorOf } from '../kernel/workspace/actor.ts'
import { createWorkspace } from '../kernel/workspace/create-workspace.ts'
import { companies, contacts, deals, notes, tasks } from './demo-data.ts'

const slug = 'demo'
export const demoEmail = 'demo@example.com'

/** Answers the password of a demo workspace made now, or undefined when there is one already. */
export async function makeDemo(app: App, template: string): Promise<string | undefined> {
  if ((await app.workspaces.list()).some(row => row.slug === slug)) return undefined
  const password = randomBytes(9).toString('base64url')
  const { workspace, member } = await createWorkspace(app, { slug, name: 'SATRIAMART', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta', template: template || 'after-sales', admin: { name: 'Ayu Lestari', email: demoEmail, password } })
  const actor = actorOf(workspace, member, 'person')!
  await app.database.transaction(sql => fill({ workspace, actor, sql, now: app.clock.now(), log: app.log, locale: 'id' }))
  app.wake(workspace.schema)
  return password
}

async function fill(context: Context): Promise<void> {
  const day = (days: number) => new Date(context.now.getTime() + days * 86_400_000)
  const create = async (object: string, rows: object[]) => (await writeRecords(context, object, rows.map(data => ({ op: 'create' as const, data })))).map(change => change.id)
  const companyIds = await create('company', companies)
  const contactIds = await create('contact', contacts.map(({ company, ...rest }) => ({ ...rest, ...(company === undefined ? {} : { company: companyIds[company] }) })))
  const dealIds = await create('deal', deals.map(({ contact, closing, ...rest }) => ({ ...rest, contact: contactIds[contact], closingDate: day(closing).toISOString().slice(0, 10) })))
  await create('task', tasks.map(({ deal, due, ...rest }) => ({ ...rest, dueAt: day(due).toISOString(), about: { object: 'deal', id: dealIds[deal] }, contact: contactIds[deals[deal].contact] })))
  await create('note', notes.map(({ deal, body }) => ({ body, about: { object: 'deal', id: dealIds[deal] } })))
}
