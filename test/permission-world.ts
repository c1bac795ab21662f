// Tests of permission: a workspace in which one caller meets records of every kind of owner, and what she may expect of
// them by her rights, worked out here anew without a look at the product's own rules.
import { expect } from 'vitest'
import { systemContext } from '../kernel/job/system-context.ts'
import { notifyMembers } from '../kernel/event/notification.ts'
import type { FieldInfo, ObjectInfo } from '../kernel/object/describe.ts'
import type { ObjectRights, Scope } from '../kernel/permission/role.ts'
import { Client, type Reply } from './client.ts'
import { testWorkspace, type TestWorkspace } from './workspace.ts'

/**
 * Whose a record is, seen by the caller: her own, of a member of her team, of the team that she manages, of a team below
 * that one, of who reports to her, of who reports to that one, of her branch by herself, of a team of her branch, of the
 * team above her own, of another team (whose one member is by herself in another branch), nobody's.
 */
export const places = ['mine', 'mates', 'managed', 'below', 'report', 'reportsReport', 'branch', 'branchTeam', 'above', 'strangers', 'nobodys'] as const
export type Place = typeof places[number]

const teams: readonly Place[] = ['mine', 'mates', 'managed', 'below', 'report', 'reportsReport']
const covered: Record<Scope, readonly Place[]> = { none: [], own: ['mine'], team: [...teams], branch: [...teams, 'branch', 'branchTeam'], all: places }

export type Rights = Pick<ObjectRights, 'read' | 'create' | 'update' | 'delete'>
export type Verb = 'read' | 'update' | 'delete'

export function covers(rights: Rights, verb: Verb, place: Place): boolean {
  return covered[rights.read].includes(place) && covered[rights[verb]].includes(place)
}

/** 404 where she may not even read it, 403 where she may read it and no more. */
export function statusFor(rights: Rights, verb: Verb, place: Place, done: number): number {
  if (!covers(rights, 'read', place)) return 404
  return covers(rights, verb, place) ? done : 403
}

/** The object is not there for her. */
export function isUnknown({ read, create }: Rights): boolean {
  return read === 'none' && !create
}

export type Rows = Record<Place, string>

export interface World {
  w: TestWorkspace
  /** The caller, by an API key. */
  caller: Client
  member: string
  headers: Record<string, string>
  owners: Record<Place, string | null>
  objects: ObjectInfo[]
  /** Ids by object. */
  living: Record<string, Rows>
  binned: Record<string, Rows>
  /** Gives the caller another role. */
  become(role: string): Promise<void>
  /** A notification for the caller: what was told on her line before it is all that there was. */
  notify(): Promise<void>
}

/** A word that every record's title begins with. */
export const marker = 'Ruang'

export async function permissionWorld(): Promise<World> {
  const w = await testWorkspace()
  const { owners, key } = await makeMembers(w.admin)
  await w.admin.post('/objects', {
    name: 'appraisal', label: { en: 'Appraisal', id: 'Penilaian' }, title: 'name', fields: [
      { name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'code', type: 'text', label: { en: 'Code' } },
      { name: 'worth', type: 'currency', label: { en: 'Worth' } }, { name: 'customer', type: 'relation', to: 'contact', label: { en: 'Customer' } }],
  })
  const objects = inOrder((await w.admin.get('/objects')).data)
  const living: World['living'] = {}
  const binned: World['binned'] = {}
  for (const object of objects) {
    living[object.name] = await makeRows(w.admin, object, owners, living, marker)
    binned[object.name] = await makeRows(w.admin, object, owners, living, 'Bin')
    await w.admin.post(`/records/${object.name}/batch`, { operations: Object.values(binned[object.name]).map(id => ({ op: 'delete', id })) })
  }
  await w.settle()
  const headers = { authorization: `Bearer ${key}` }
  const member = owners.mine!
  return {
    w, caller: new Client(w.url, headers), member, headers, owners, objects, living, binned,
    become: async role => { await w.admin.patch(`/members/${member}`, { role }) },
    async notify() {
      const workspace = (await w.app.workspaces.get('test'))!
      await w.app.database.transaction(transaction => notifyMembers(systemContext(w.app, workspace, transaction), [{ member, title: 'All told' }]))
      w.app.wake(workspace.schema)
    },
  }
}

async function makeMembers(admin: Client): Promise<{ owners: World['owners'], key: string }> {
  const owners = { nobodys: null } as World['owners']
  let key = ''
  for (const place of places.filter(each => each !== 'nobodys')) {
    const made = await admin.post('/api-keys', { name: place, role: 'readOnly' })
    owners[place] = made.member
    if (place === 'mine') key = made.key
  }
  const team = (name: string, members: Place[], more: object = {}) => admin.post('/teams', { name, label: { en: name }, members: members.map(place => owners[place]), ...more })
  for (const name of ['jakarta', 'surabaya']) await admin.post('/branches', { name })
  await team('top', ['above'], { branch: 'surabaya' })
  await team('north', ['mine', 'mates'], { parent: 'top', branch: 'jakarta' })
  await team('care', ['managed'], { manager: owners.mine })
  await team('field', ['below'], { parent: 'care' })
  await team('south', ['strangers'], { branch: 'jakarta' })
  await team('east', ['branchTeam'], { branch: 'jakarta' })
  const change = (place: Place, body: object) => admin.patch(`/members/${owners[place]}`, body)
  await change('report', { manager: owners.mine })
  await change('reportsReport', { manager: owners.report })
  await change('branch', { branch: 'jakarta' })
  await change('strangers', { branch: 'surabaya' })
  return { owners, key }
}

/** Objects that others point to come first. */
function inOrder(objects: ObjectInfo[]): ObjectInfo[] {
  const rank = (object: ObjectInfo): number => Math.max(0, ...relationsOf(object).flatMap(field => [field.to!].flat())
    .filter(target => target !== object.name).map(target => 1 + depthOf(target)))
  const depthOf = (name: string): number => ({ company: 0, contact: 1, lead: 1, deal: 2, task: 3 })[name] ?? 0
  return [...objects].sort((one, other) => rank(one) - rank(other))
}

/** Without those that rights come by: where they are empty the role's scope decides, which is what is asked here (the rest: modules/documents). */
export function relationsOf(object: ObjectInfo): FieldInfo[] {
  return object.fields.filter(field => field.type === 'relation' && !(object.name === 'document' && field.name === 'about'))
}

/** The field that makes the title, where the title itself is computed. */
export function namedBy(object: ObjectInfo): string {
  return object.fields.find(field => field.name === object.title)!.access === 'write' ? object.title : 'firstName'
}

export function amountOf(object: ObjectInfo): FieldInfo | undefined {
  return object.fields.find(field => field.type === 'currency')
}

/** Amounts whose sum tells which of them are in it. */
export function worth(place: Place): number {
  return 10 ** places.indexOf(place)
}

/** The object whose records a relation of these tests leads to. */
export function targetOf(field: FieldInfo, living: World['living']): string | undefined {
  return [field.to!].flat().find(target => living[target])
}

/** Relations lead to a record of another owner: the next in the list. */
export function linkedPlace(place: Place): Place {
  return places[(places.indexOf(place) + 1) % places.length]
}

async function makeRows(admin: Client, object: ObjectInfo, owners: World['owners'], living: World['living'], word: string): Promise<Rows> {
  const amount = amountOf(object)
  const operations = places.map(place => {
    const links = relationsOf(object).flatMap(field => {
      const target = targetOf(field, living)
      const id = target && living[target][linkedPlace(place)]
      return id ? [[field.name, Array.isArray(field.to) ? { object: target, id } : id]] : []
    })
    const stage = object.pipeline ? { stage: places.indexOf(place) % 2 ? 'won' : 'prospect' } : {}
    return { op: 'create', data: { [namedBy(object)]: `${word} ${place}`, externalId: `${word}-${object.name}-${place}`, owner: owners[place], ...stage, ...amount && { [amount.name]: worth(place) }, ...Object.fromEntries(links) } }
  })
  const { results } = await admin.post(`/records/${object.name}/batch`, { operations })
  return Object.fromEntries(places.map((place, at) => [place, results[at].record.id])) as Rows
}

/** Which of these rows are in an answer, in the order of `places`; anything else in it fails the test. */
export function placesIn(rows: Rows, ids: string[]): Place[] {
  const names = ids.map(id => places.find(place => rows[place] === id) ?? id)
  return [...names].sort((one, other) => places.indexOf(one as Place) - places.indexOf(other as Place)) as Place[]
}

export function readableOf(rights: Rights): Place[] {
  return places.filter(place => covers(rights, 'read', place))
}

/** Expects a refusal that says no more than it must. */
export function expectRefused(reply: Reply, status: number, what: string): void {
  expect(reply.status, `${what} ${JSON.stringify(reply.body)}`).toBe(status)
  expect(reply.headers.get('content-type')).toContain('application/problem+json')
}

/** The status of each request, by place. */
export async function statuses(send: (place: Place) => Promise<Reply>): Promise<Record<Place, number>> {
  const replies = await Promise.all(places.map(send))
  return Object.fromEntries(places.map((place, at) => [place, replies[at].status])) as Record<Place, number>
}

export function expected(of: (place: Place) => number): Record<Place, number> {
  return Object.fromEntries(places.map(place => [place, of(place)])) as Record<Place, number>
}
