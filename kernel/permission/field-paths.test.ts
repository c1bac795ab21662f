// Every field of every object, hidden, on the paths besides plain record work: bulk changes, pasted cells, exports, reveals,
// duplicates, calendars, the event log and merges answer as if it were nowhere.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { asUnknown, fieldWorld, rounds, type FieldWorld, type Subject } from '../../test/field-world.ts'

let world: FieldWorld
let caller: Client
beforeAll(async () => {
  world = await fieldWorld()
  caller = world.caller
})
afterAll(() => world?.w.close())

test('a hidden field is nowhere in bulk changes, cells, exports, duplicates, calendars, the event log and merges', { timeout: 180_000 }, async () => {
  for (const round of rounds(world.subjects)) {
    await world.allow(round, 'hidden')
    await Promise.all(round.map(checkSubject))
  }
})

async function checkSubject(subject: Subject): Promise<void> {
  const { object: { name: object }, field, id, values: [value], word } = subject
  const what = `${object}.${field.name}`
  for (const send of [
    (each: string) => caller.send('POST', `/records/${object}/bulk`, { ids: [id], change: { set: { [each]: value } } }),
    (each: string) => caller.send('POST', `/records/${object}/bulk`, { filter: { [each]: { empty: false } }, change: { addTags: ['x'] } }),
    (each: string) => caller.send('POST', `/records/${object}/cells`, { fields: [each], rows: [['x']] }),
    (each: string) => caller.send('POST', '/exports', { object, fields: [each] }),
    (each: string) => caller.send('POST', '/exports', { object, sort: each }),
    (each: string) => caller.send('POST', '/exports', { object, filter: { [each]: { empty: true } } }),
    (each: string) => caller.send('POST', `/records/${object}/duplicates`, { values: { [each]: value } }),
    (each: string) => caller.send('GET', `/records/${object}/calendar?date=${each}&from=2027-01-01&to=2027-01-02`),
    (each: string) => caller.send('GET', `/events?object=${object}&field=${each}`),
    (each: string) => caller.send('POST', `/records/${object}/merge/preview`, { into: id, from: ['01890000-0000-7000-8000-000000000000'], take: { [each]: id } }),
  ]) {
    const [hidden, unknown] = await asUnknown(field.name, send)
    expect(hidden, what).toEqual(unknown)
    expect(hidden, what).toMatchObject({ status: 422 })
  }
  const told = [await caller.get(`/events?record=${id}&limit=200`), await caller.get(`/records/${object}/${id}/timeline?types=change&limit=200`)]
  for (const { data } of told) {
    expect(data.flatMap((entry: any) => entry.changes.map((change: any) => change.field)), what).not.toContain(field.name)
    if (word) expect(JSON.stringify(data), what).not.toContain(word)
  }
}
