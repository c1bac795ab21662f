// Names as macOS gives them, letter and accent apart (NFD), and as everybody else types them (NFC): one text.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

const composed = 'Andrée Müller'.normalize('NFC')
const apart = composed.normalize('NFD')

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const names = async (object: string, filter: object) => (await w.admin.list(object, { filter })).data.map((record: any) => record.name)

test('what comes apart is kept composed and found either way: by eq, contains, startsWith, tags, addresses and search', async () => {
  const made = await w.admin.create('company', { name: `PT ${apart}`, tags: [apart], billingAddress: { city: apart } })
  expect(made).toMatchObject({ name: `PT ${composed}`, tags: [composed], billingAddress: { city: composed } })
  await w.settle()
  for (const text of [composed, apart]) {
    for (const filter of [{ name: { eq: `PT ${text}` } }, { name: { in: [`PT ${text}`] } }, { name: { contains: text.toUpperCase() } }, { name: { startsWith: `pt ${text}` } }, { tags: { hasAny: [text] } }, { billingAddress: { city: { eq: text } } }]) {
      expect(await names('company', filter)).toEqual([`PT ${composed}`])
    }
    expect((await w.admin.get(`/search?q=${encodeURIComponent(text)}`)).data.map((hit: any) => hit.id)).toEqual([made.id])
  }
  // no accent is left over at the end of what somebody looked for
  expect(await names('company', { name: { contains: 'Andre' } })).toEqual([])
})

test('a unique field, an upsert, an option and a related record know both', async () => {
  await w.admin.post('/objects', { name: 'atelier', label: { en: 'Atelier' }, fields: [
    { name: 'name', label: { en: 'Name' }, type: 'text', unique: true },
    { name: 'style', label: { en: 'Style' }, type: 'select', options: [{ value: 'dec', label: { en: 'Déco'.normalize('NFD') } }] },
    { name: 'parent', label: { en: 'Parent' }, type: 'relation', to: 'atelier' },
    { name: 'keeper', label: { en: 'Keeper' }, type: 'user' },
    { name: 'story', label: { en: 'Story' }, type: 'richText' },
  ] })
  await w.admin.post('/members', { email: 'renee@example.com', name: 'Renée'.normalize('NFD'), role: 'sales' })
  expect((await w.admin.create('atelier', { name: composed, story: '<p>Andre&#769;e</p>' })).story).toBe('<p>Andrée</p>')
  expect(await w.admin.send('POST', '/records/atelier', { name: apart })).toMatchObject({ status: 409 })
  expect(await w.admin.post('/records/atelier/upsert', { matchOn: ['name'], records: [{ name: apart }] })).toMatchObject({ results: [{ status: 'unchanged' }] })
  const file = `name,style,parent,keeper\n${apart},,,\nAnak,DÉCO,${apart},Renée\nCucu,Baru É,anak,RENÉE\nCicit,Baru É,anak,\n`.normalize('NFD')
  expect(await importFile(w.admin, { object: 'atelier', mode: 'upsert', matchOn: ['name'] }, file)).toMatchObject({ rows: 4, created: 3, unchanged: 1, failed: 0 })
  const { data: [child] } = await w.admin.list('atelier', { filter: { name: { eq: 'Anak' } }, expand: 'parent,keeper' })
  expect(child).toMatchObject({ style: 'dec', parent: { name: composed }, keeper: { name: 'Renée' } })
  const style = (await w.admin.get('/objects/atelier')).fields.find((field: any) => field.name === 'style')
  expect(style.options.map((option: any) => option.label.en)).toEqual(['Déco', 'Baru É'])
})
