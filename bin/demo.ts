// `npm start -- --demo`: a workspace with believable data, made once, through the same write path as everything else: it
// lives through two years, a fortnight at a time, so that every time, stay and event is where it would have been.
import { randomBytes } from 'node:crypto'
import type { App } from '../kernel/app.ts'
import type { Context } from '../kernel/context.ts'
import { identifier, sql } from '../kernel/database/sql.ts'
import { ensurePartitions } from '../kernel/event/partitions.ts'
import { dayOf } from '../kernel/field/calendar.ts'
import { addJob } from '../kernel/job/job.ts'
import type { Operation } from '../kernel/record/operation.ts'
import { writeRecords } from '../kernel/record/write.ts'
import { Refusal } from '../kernel/refusal.ts'
import { actorOf } from '../kernel/workspace/actor.ts'
import { createWorkspace, templatesOf } from '../kernel/workspace/create-workspace.ts'
import type { TemplateDemo } from '../kernel/workspace/template.ts'
import { addGoal, goalInput } from '../modules/sales/goal/goal.ts'
import { setDatesNightly } from '../modules/workflow/index.ts'
import { companies, contacts, dealsOf, goals, leadsOf, notes, now as today, tasksOf, wares, type Deal } from './demo-data.ts'

const slug = 'demo'
export const demoEmail = 'demo@example.com'
const DAY = 86_400_000
const FORTNIGHT = 14 * DAY

/** Answers the password of a demo workspace made now, or undefined when there is one already. Refuses (`Refusal`) a template that is none. */
export async function makeDemo(app: App, wanted: string): Promise<string | undefined> {
  const template = wanted || 'after-sales'
  const known = templatesOf(app).map(({ name }) => name)
  if (!known.includes(template)) throw new Refusal(`There is no template "${template}" for the demo: name one of ${known.join(', ')}.`)
  if ((await app.workspaces.list()).some(row => row.slug === slug)) return undefined
  const password = randomBytes(9).toString('base64url')
  const shown = templatesOf(app).find(each => each.name === template)?.demo
  const { workspace, member } = await createWorkspace(app, { slug, name: shown?.company ?? 'SATRIAMART', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta', template, admin: { name: 'Ayu Lestari', email: demoEmail, password } })
  const actor = actorOf(workspace, member, 'person')!
  const now = app.clock.now()
  // the months of the past get their part of the event log before it is written
  for (let quarter = 0; quarter <= 8; quarter++) await ensurePartitions(app.database, workspace.schema, new Date(now.getTime() - quarter * 91 * DAY))
  await app.database.transaction(transaction => fill({ workspace, actor, sql: transaction, now, log: app.log, locale: 'id' }, shown))
  app.wake(workspace.schema)
  return password
}

/** All of it or nothing: this much is written in a few seconds. */
async function fill(context: Context, shown?: TemplateDemo): Promise<void> {
  const goods = shown?.goods.map(({ name }) => name) ?? wares
  const deals = dealsOf(goods)
  const story: Story = { deals, shown, ids: { company: await create(at(context, 0), 'company', companies), contact: [], deal: [], item: [] } }
  for (let fortnight = 0; fortnight <= today; fortnight++) await live(at(context, fortnight), fortnight, story)
  const day = (days: number) => new Date(context.now.getTime() + days * DAY)
  const { deal: dealIds, contact: contactIds } = story.ids
  await create(context, 'task', tasksOf(deals).map(({ deal, due, data }) => ({ ...data, dueAt: day(due).toISOString(), about: { object: 'deal', id: dealIds[deal] }, contact: contactIds[deals[deal].contact] })))
  await create(context, 'note', notes.map(({ deal, body }) => ({ body, about: { object: 'deal', id: dealIds[deal] } })))
  await create(context, 'lead', leadsOf(goods))
  const year = dayOf(context.now, context.workspace.timeZone).slice(0, 4)
  for (const goal of goals) await addGoal(context, goalInput.parse({ ...goal, from: `${year}-01-01`, to: `${year}-12-31` }))
  await lookAhead(context)
}

/** Two years of follow-ups would fall due at once, and be missed: the workflows look after what lies ahead. */
async function lookAhead(context: Context): Promise<void> {
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_timer')} where state = 'waiting' and due_at < ${context.now}::timestamptz`)
  await addJob(context, setDatesNightly, {})
}

interface Story { deals: Deal[], shown?: TemplateDemo, ids: Record<'company' | 'contact' | 'deal' | 'item', string[]> }

/** What came to be in one fortnight, and which deals moved. */
async function live(context: Context, fortnight: number, { deals, shown, ids }: Story): Promise<void> {
  const stages = new Set(context.workspace.pipelines.get('sales')!.stages.map(stage => stage.value))
  const arrived = contacts.filter(contact => contact.since === fortnight)
  ids.contact.push(...await create(context, 'contact', arrived.map(({ company, data }) => ({ ...data, ...company === undefined ? {} : { company: ids.company[company] } }))))
  const first = ids.deal.length
  const born = deals.filter(deal => deal.born === fortnight)
  const moves = deals.flatMap((deal, place) => deal.moves.filter(move => move.at === fortnight && stages.has(move.stage)).map(({ at: _, ...data }) => ({ place, data, also: shown?.stages[data.stage] ?? {} })))
  ids.deal.push(...await create(context, 'deal', born.map(({ contact, company, closing, ware, data }) => ({
    ...data, amount: shown?.goods[ware].item.price ?? data.amount, contact: ids.contact[contact], ...company === undefined ? {} : { company: ids.company[company] },
    closingDate: dayOf(context.now.getTime() + (today - fortnight) * FORTNIGHT + closing * DAY, context.workspace.timeZone),
  }))))
  if (shown) ids.item.push(...await create(context, shown.object, born.map(({ ware }, at) => ({ ...filled(context, shown.goods[ware].item, first + at), deal: ids.deal[first + at] }))))
  // a task for each delivery of the past would be two years of work to do; where a template lets a workflow alone set a stage, none runs here
  const options = { workflows: fortnight === today, transitions: false }
  const update = (id: string, data: object): Operation => ({ op: 'update', id, data })
  const items = moves.filter(({ also }) => also.item).map(({ place, also }) => update(ids.item[place], filled(context, also.item!, place)))
  if (shown && items.length) await writeRecords(context, shown.object, items, options)
  if (moves.length) await writeRecords(context, 'deal', moves.map(({ place, data, also }) => update(ids.deal[place], { ...data, ...filled(context, also.deal ?? {}, place) })), options)
}

/** A template's values of its demo (kernel/workspace/template.ts), for the deal at this place. */
function filled({ now, actor, workspace }: Context, values: Record<string, unknown>, place: number): Record<string, unknown> {
  const known: Record<string, string> = { '@now': now.toISOString(), '@today': dayOf(now, workspace.timeZone), '@me': actor.member }
  const fill = (value: string) => known[value] ?? value.replace('{number}', String(place + 1).padStart(5, '0'))
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? fill(value) : value]))
}

/** The same context at a time that has passed. */
function at(context: Context, fortnight: number): Context {
  return { ...context, now: new Date(context.now.getTime() - (today - fortnight) * FORTNIGHT) }
}

async function create(context: Context, object: string, rows: object[]): Promise<string[]> {
  return rows.length ? (await writeRecords(context, object, rows.map(data => ({ op: 'create', data })))).map(change => change.id) : []
}
