// Workflows that are cut off: a dead connection in the middle of a step, several workers, work split over transactions.
import { expect, test } from 'vitest'
import { identifier, raw, sql } from '../../kernel/database/sql.ts'
import { systemContext } from '../../kernel/job/system-context.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { advanceAll } from './run-job.ts'

const twoSteps = {
  name: 'Two steps', object: 'deal', trigger: { type: 'record', on: ['created'] },
  steps: [
    { id: 'tag', type: 'addTag', tag: 'seen' },
    { id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Call {{ record.name }}, {{ record.tags }}', about: '{{ record }}' } },
    { id: 'more', type: 'updateRecord', object: 'task', recordId: '{{ steps.task.id }}', data: { description: '{{ steps.task.subject }}' } },
  ],
}

/** The connection that inserts a task dies, the first time only: what a transaction undoes, a sequence keeps. */
async function killOnce(w: TestWorkspace): Promise<void> {
  const at = (name: string) => identifier(w.schema, name)
  await w.app.database.query(sql`create sequence ${at('_kills')}`)
  await w.app.database.query(sql`create function ${at('_kill_once')}() returns trigger language plpgsql as $$ begin
    if nextval('${raw(w.schema)}._kills') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$`)
  await w.app.database.query(sql`create trigger kill before insert on ${at('task')} for each row execute function ${at('_kill_once')}()`)
}

async function start(w: TestWorkspace, deals: number) {
  const { id } = await w.admin.post('/workflows', twoSteps)
  await w.admin.post('/records/deal/batch', { operations: Array.from({ length: deals }, (_, at) => ({ op: 'create', data: { name: `${at}` } })) })
  const runs = await w.app.database.query<{ id: string }>(sql`select id from ${identifier(w.schema, '_workflow_run')}`)
  const context = systemContext(w.app, (await w.app.workspaces.get('test'))!, w.app.database)
  return { workflow: id as string, ids: runs.map(run => run.id), advance: (budget: number) => advanceAll(context, w.app, runs.map(run => run.id), budget) }
}

async function expectOnce(w: TestWorkspace, deals: number): Promise<void> {
  const { data: tasks } = await w.admin.list('task', { limit: 500 })
  expect(tasks.map(task => task.subject).sort()).toEqual(Array.from({ length: deals }, (_, at) => `Call ${at}, seen`).sort())
  expect(tasks.every(task => task.description === task.subject && task.version === 2)).toBe(true)
  const { data: all } = await w.admin.list('deal', { limit: 500 })
  expect(all.every(deal => deal.version === 2 && deal.tags.join() === 'seen')).toBe(true)
}

test('a run that dies in a step goes on after its last mark, and each step takes effect once', async () => {
  const w = await testWorkspace({ work: false })
  const { workflow, advance } = await start(w, 3)
  await killOnce(w)
  await expect(advance(0)).rejects.toThrow()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs`)
  expect(data.map((run: { status: string }) => run.status)).toEqual(['running', 'running', 'running'])
  await advance(0)
  await expectOnce(w, 3)
  const run = await w.admin.get(`/workflow-runs/${data[0].id}`)
  expect(run).toMatchObject({ status: 'completed', steps: [{ step: 'tag' }, { step: 'task' }, { step: 'more' }] })
})

test('a worker whose connection dies takes the work up again by itself', async () => {
  const w = await testWorkspace({ work: false })
  await start(w, 5)
  await killOnce(w)
  await w.app.work()
  await expect.poll(async () => (await w.admin.list('task', { filter: { description: { empty: false } }, count: 'true' })).total, { timeout: 20_000, interval: 200 }).toBe(5)
  await expectOnce(w, 5)
})

test('several workers at once do each step once', async () => {
  const w = await testWorkspace({ work: false })
  const { advance } = await start(w, 40)
  await Promise.all([advance(0), advance(5), advance(0), advance(400)])
  await w.app.work()
  await expect.poll(async () => (await w.admin.list('task', { filter: { description: { empty: false } }, count: 'true' })).total, { timeout: 20_000, interval: 200 }).toBe(40)
  await expectOnce(w, 40)
})
