// A hidden field is told by no search, timeline, event, description or document: every field of every object.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { fieldWorld, rounds, type FieldWorld, type Subject } from '../../test/field-world.ts'
import { openLine, type RealtimeLine } from '../../test/realtime-line.ts'
import { notifyMembers } from '../event/notification.ts'
import { fieldTypes } from '../field/types/index.ts'
import { systemContext } from '../job/system-context.ts'

let world: FieldWorld
let caller: Client
let admin: Client
beforeAll(async () => {
  world = await fieldWorld()
  caller = world.caller
  admin = world.w.admin
})
afterAll(() => world?.w.close())

const nameOf = ({ object, field }: Subject) => `${object.name}.${field.name}`
const companion = ({ field }: Subject) => field.name === 'tags' ? 'externalId' : 'tags'
const isEvent = (message: any) => message.type === 'event'
const isFree = ({ field }: Subject) => !field.readOnly

test('a hidden field is found by no search and told in no story, also where nothing else changed', { timeout: 120_000 }, async () => {
  const line = openLine(world.w.url, { headers: world.headers })
  await line.subscribe(['notifications', ...world.objects.map(({ name }) => `records:${name}`)])
  for (const round of rounds(world.subjects)) {
    await world.allow(round, 'hidden')
    await catchUp(line)
    line.messages.length = 0
    const before = new Map(await Promise.all(round.map(async subject => [subject, await storyOf(subject)] as const)))
    for (const subject of round.filter(isFree)) await admin.update(subject.object.name, subject.id, { [subject.field.name]: subject.values[1] })
    await catchUp(line)
    expect(line.messages.filter(isEvent).map(({ event }) => `${event.object} ${event.changed}`), round.map(nameOf).join()).toEqual([])
    for (const subject of round.filter(isFree)) {
      expect(await storyOf(subject), nameOf(subject)).toEqual(before.get(subject))
      const other = companion(subject)
      await admin.update(subject.object.name, subject.id, { [subject.field.name]: subject.values[0], [other]: other === 'tags' ? [`with ${nameOf(subject)}`] : `with ${nameOf(subject)}` })
    }
    await catchUp(line)
    const told = Map.groupBy(line.messages.filter(isEvent).map(message => message.event), event => event.object)
    for (const subject of round) await expectUntold(subject, told.get(subject.object.name) ?? [])
  }
})

async function catchUp(line: RealtimeLine): Promise<void> {
  const workspace = (await world.w.app.workspaces.get('test'))!
  await world.w.app.database.transaction(transaction => notifyMembers(systemContext(world.w.app, workspace, transaction), [{ member: world.member, title: 'All told' }]))
  world.w.app.wake(workspace.schema)
  await line.next(message => message.type === 'notification')
}

async function storyOf({ object, id }: Subject): Promise<any[]> {
  return (await caller.get(`/records/${object.name}/${id}/timeline?types=change&limit=200`)).data
}

async function expectUntold(subject: Subject, told: any[]): Promise<void> {
  const { object, field, id, word } = subject
  if (isFree(subject)) expect(told.map(event => event.changed), nameOf(subject)).toEqual([[companion(subject)]])
  const story = await storyOf(subject)
  expect(story.flatMap(entry => entry.changes.map((change: any) => change.field)), nameOf(subject)).not.toContain(field.name)
  if (word) expect(JSON.stringify(story), nameOf(subject)).not.toContain(word)
  if (!word || !fieldTypes[field.type].search) return
  const search = (client: Client) => client.get(`/search?q=${word}&objects=${object.name}`)
  // the administrator finds it, so it is in the index
  await expect.poll(async () => (await search(admin)).data.map((hit: any) => hit.id), { interval: 20, timeout: 10_000 }).toContain(id)
  expect((await search(caller)).data, nameOf(subject)).toEqual([])
}

test('a hidden field is not in the OpenAPI document, nor the object called by it', { timeout: 60_000 }, async () => {
  for (const round of rounds(world.subjects)) {
    await world.allow(round, 'hidden')
    const { schemas } = (await caller.get('/openapi.json')).components
    const { data } = await caller.get('/objects')
    for (const { object, field } of round) {
      expect(Object.keys(schemas[object.name].properties)).toContain('id')
      expect(Object.keys(schemas[object.name].properties)).not.toContain(field.name)
      expect(schemas[object.name].required).not.toContain(field.name)
      const described = data.find((each: any) => each.name === object.name)
      expect(described.fields.map((each: any) => each.name)).not.toContain(field.name)
      expect(described.fields.map((each: any) => each.name)).toContain(described.title)
      expect(described.fields.flatMap((each: any) => each.pipelineField ?? [])).not.toContain(field.name)
    }
  }
})
