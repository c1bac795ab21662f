// Load: what a write costs on an object that workflows watch, none of which means it.
import { runClosed } from './loop.ts'
import { schema, type System } from './system.ts'
import { defineItems, object } from './timers.ts'

const items = 20_000

export interface WriteFigures { workflows: number, created: Ratio, updated: Ratio }
/** Writes a second without the workflows and with them; `share` is the median of how much more one costs with them. */
interface Ratio { without: number, with: number, share: number }

/** Every kind of near miss: another change, another value, another state, a condition across a relation, a date that nobody has. */
const nearMisses = (turn: number): object => {
  const stop = [{ id: 'stop', type: 'stop' }]
  const record = (trigger: object, condition?: object) => ({ trigger: { type: 'record', reenrol: 'every', ...trigger }, ...(condition && { condition }), steps: stop })
  return [
    record({ on: ['created', 'updated'] }, { title: { eq: `Nobody ${turn}` } }),
    record({ on: ['updated'], changed: ['day'] }),
    record({ on: ['created', 'updated'], to: { note: `never ${turn}` } }),
    record({ on: ['created', 'updated'], reenrol: 'afterExit' }, { or: [{ title: { startsWith: 'Nobody' } }, { and: [{ note: { contains: 'never' } }, { day: { empty: false } }] }] }),
    record({ on: ['created', 'updated'] }, { title: { eq: `Nobody ${turn}` }, deal: { stage: { eq: 'won' } } }),
    record({ on: ['deleted'] }),
    { trigger: { type: 'date', field: 'day', offset: { days: turn } }, steps: stop },
  ][turn % 7]
}

/** `count` workflows, switched on and off between the turns, so that both are measured on the same tables. */
export async function measureWrites(system: System, count: number, seconds: number): Promise<WriteFigures> {
  const { call, pool, member } = system
  await defineItems(system)
  await pool.query(`insert into ${schema}."${object}" (id, version, "createdAt", "updatedAt", "createdBy", "updatedBy", owner, title) select gen_random_uuid(), 1, now(), now(), $1, $1, $1, 'Item ' || i from generate_series(1, ${items}) i`, [member])
  await pool.query(`vacuum analyze ${schema}."${object}"`)
  const { rows } = await pool.query<{ id: string }>(`select id from ${schema}."${object}"`)
  const made: string[] = []
  for (let turn = 0; turn < count; turn++) made.push(JSON.parse(await call('POST', '/workflows', { name: `Near miss ${turn}`, object, enabled: true, ...nearMisses(turn) })).id)
  const enable = async (enabled: boolean) => { for (const id of made) await call('PATCH', `/workflows/${id}`, { enabled }) }
  const create = (turn: number) => call('POST', `/records/${object}`, { title: `New ${turn}` })
  const update = (turn: number) => call('PATCH', `/records/${object}/${rows[turn * 7919 % items].id}`, { note: `Turn ${turn}` })
  const measure = (work: (turn: number) => Promise<unknown>) => runClosed(work, 16, seconds)
  const turns: { created: [number, number], updated: [number, number] }[] = []
  for (let turn = 0; turn < 5; turn++) {
    const figures = { created: [0, 0] as [number, number], updated: [0, 0] as [number, number] }
    for (const on of turn % 2 ? [true, false] : [false, true]) {
      await enable(on)
      figures.created[Number(on)] = (await measure(create)).perSecond
      figures.updated[Number(on)] = (await measure(update)).perSecond
    }
    turns.push(figures)
  }
  for (const id of made) await call('DELETE', `/workflows/${id}`)
  return { workflows: count, created: ratioOf(turns.map(turn => turn.created)), updated: ratioOf(turns.map(turn => turn.updated)) }
}

function ratioOf(turns: [number, number][]): Ratio {
  const middle = turns.toSorted((one, other) => one[0] / one[1] - other[0] / other[1])[Math.floor(turns.length / 2)]
  return { without: middle[0], with: middle[1], share: middle[0] / middle[1] - 1 }
}
