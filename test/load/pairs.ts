// Load: each measured request beside the hand-written prepared SQL that does the same.
import { randomUUID } from 'node:crypto'
import { contactCells } from './data.ts'
import { schema, type System } from './system.ts'

interface Pair { ours(turn: number): Promise<unknown>, raw(turn: number): Promise<unknown> }

const columns = ['id', 'externalId', 'version', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'owner', 'tags', 'completeness', 'fullName', 'salutation', 'firstName', 'lastName', 'company', 'jobTitle', 'isPrimary', 'customerType', 'email', 'phone', 'dateOfBirth', 'maritalStatus', 'occupation', 'hobbies', 'mailingAddress', 'source', 'language']
  .map(name => `"${name}"`).join(', ')

export function pairs(system: System, rows: number): { list: Pair, get: Pair, create: Pair, mixed: Record<string, () => Promise<unknown>> } {
  const { call, pool } = system
  const ids: string[] = []
  const loaded = pool.query(`select id from ${schema}.contact tablesample system (1) limit 5000`).then(({ rows: found }) => ids.push(...found.map(row => row.id)))
  const anyId = async (turn: number) => { await loaded; return ids[turn * 7919 % ids.length] }
  const filter = encodeURIComponent(JSON.stringify({ occupation: { eq: 'Dokter' } }))
  const contact = (turn: number) => { const cells = contactCells(turn); return { firstName: cells[1], lastName: `${cells[2]} ${turn}`, email: `baru${turn}.${Date.now()}@example.com`, phone: cells[4], occupation: cells[6], source: cells[7] } }
  const get: Pair = {
    ours: async turn => JSON.parse(await call('GET', `/records/contact/${await anyId(turn)}`)),
    raw: async turn => pool.query({ name: 'get', text: `select ${columns} from ${schema}.contact where id = $1 and "_deletedAt" is null`, values: [await anyId(turn)] }),
  }
  const list: Pair = {
    ours: async () => JSON.parse(await call('GET', `/records/contact?filter=${filter}&sort=-updatedAt&limit=50`)),
    raw: () => pool.query({ name: 'list', text: `select ${columns} from ${schema}.contact where "_deletedAt" is null and occupation = $1 order by "updatedAt" desc, id desc limit 50`, values: ['Dokter'] }),
  }
  const create: Pair = { ours: turn => call('POST', '/records/contact', contact(turn)), raw: turn => createRaw(system, contact(turn)) }
  const stages = ['prospect', 'qualified', 'consultation', 'proposal', 'negotiation', 'won', 'lost', 'delivered']
  const mixed = {
    'board of 8 stages': () => Promise.all([call('GET', '/records/deal/aggregate?groupBy=stage&measure=sum:amount,count'),
      ...stages.map(stage => call('POST', '/records/deal/query', { filter: { stage: { eq: stage } }, sort: '-updatedAt', limit: 20, fields: ['name', 'amount', 'contact', 'owner', 'stage'] }))]),
    'search across objects': () => call('GET', `/search?q=${['budi', 'siti%20wijaya', `0812${String(Math.floor(Math.random() * rows)).padStart(8, '0')}`, `pelanggan${Math.floor(Math.random() * rows)}`, 'transaksi'][Math.floor(Math.random() * 5)]}`),
    'list of contacts': () => list.ours(0),
    'one contact': () => get.ours(Math.floor(Math.random() * 100_000)),
    'timeline': async () => call('GET', `/records/contact/${await anyId(Math.floor(Math.random() * 100_000))}/timeline`),
    'create': () => create.ours(Math.floor(Math.random() * 1e9)),
  }
  return { list, get, create, mixed }
}

/** The row and its event in one statement. */
function createRaw({ pool, member }: System, values: Record<string, string>): Promise<unknown> {
  const id = randomUUID()
  return pool.query({ name: 'create', text: `with made as (insert into ${schema}.contact (id, version, "createdAt", "updatedAt", "createdBy", "updatedBy", owner, completeness, "fullName", "firstName", "lastName", "customerType", "isPrimary", email, phone, occupation, source)
    values ($1, 1, now(), now(), $9, $9, $9, 60, $2 || ' ' || $3, $2, $3, 'b2c', false, $4, $5, $6, $7) returning *)
    insert into ${schema}._event (at, object, record, kind, version, actor, way, after) select "createdAt", 'contact', id, 'created', 1, $9, 'api', $8 from made`,
  values: [id, values.firstName, values.lastName, values.email, values.phone, values.occupation, values.source, JSON.stringify({ ...values, owner: member, customerType: 'b2c', isPrimary: false }), member] })
}
