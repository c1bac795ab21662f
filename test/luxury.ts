// Tests of the template luxury-marketplace: its people, and one company for the tests of a story.
import sharp from 'sharp'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Client } from './client.ts'
import { testWorkspace, type TestWorkspace } from './workspace.ts'

export interface Cast { w: TestWorkspace, sales: Client, service: Client, inventory: Client, admin: Client, contact: any, deal: any }

/** One company for the tests of a story, which follow one another. */
export function inOneCompany(story: string, tests: (cast: () => Cast) => void): void {
  describe(story, () => {
    let cast: Cast
    beforeAll(async () => { cast = await enter() })
    afterAll(() => cast?.w.close())
    tests(() => cast)
  })
}

export async function enter(): Promise<Cast> {
  const w = await testWorkspace({ template: 'luxury-marketplace' })
  await w.setClock('2027-03-01T10:00:00+07:00')
  const [sales, service, inventory, admin] = [await w.person('sales', { name: 'Sari' }), await w.key('service'), await w.key('inventory'), await w.key('admin')]
  const contact = await w.admin.create('contact', { firstName: 'Ratna', phone: '0812 3456 7890', dateOfBirth: '1990-05-05', owner: sales.member })
  const deal = await sales.create('deal', { name: 'Nautilus 5711', contact: contact.id, amount: 1_500_000_000 })
  return { w, sales, service, inventory, admin, contact, deal }
}

let serials = 0
export const item = (caller: Client, more: object = {}) => caller.create('opsInventory', { name: 'Nautilus', brand: 'Patek Philippe', serial: `S-${++serials}`, newGrading: 'new', ...more })
export const codesOf = (reply: any) => [reply.status, ...(reply.body.errors ?? []).map((fault: any) => `${fault.path} ${fault.code}`)]
export const patch = (caller: Client, id: string, values: object) => caller.send('PATCH', `/records/opsInventory/${id}`, values)

export async function bringPhoto(caller: Client, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([await sharp({ create: { width: 32, height: 24, channels: 3, background: '#c0a060' } }).png().toBuffer() as BlobPart]), name)
  return (await caller.post('/files', form)).id
}

export async function postsOf(w: TestWorkspace, caller: Client, channel: string): Promise<any[]> {
  await w.settle()
  const { data } = await caller.get('/chat/channels?all=true&limit=100')
  const found = data.filter((each: any) => channel === 'direct' ? each.kind === 'direct' : each.name === channel)
  const pages = await Promise.all(found.map((each: any) => caller.get(`/chat/channels/${each.id}/messages?limit=100`)))
  return pages.flatMap(page => page.data).reverse()
}
