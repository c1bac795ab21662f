// Files through the front door: what is taken in, who may see it, versions, thumbnails, and what is swept.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, Reply } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { storeOf } from './store.ts'

let w: TestWorkspace
const made: string[] = []
beforeAll(async () => {
  w = await testWorkspace()
  await w.admin.post('/objects', { name: 'dossier', label: { en: 'Dossier' }, fields: [
    { name: 'name', type: 'text', label: { en: 'Name' } },
    { name: 'papers', type: 'file', label: { en: 'Papers' }, max: 5 },
    { name: 'photos', type: 'image', label: { en: 'Photos' } },
  ] })
})
afterAll(async () => {
  for (const id of made) for (const variant of ['', '.96', '.320', '.1280']) await storeOf(w.app).delete(`${pathOf(id)}${variant}`)
  await w?.close()
})

const pathOf = (id: string) => `${w.schema}/${id.slice(-2)}/${id}`
const isKept = (id: string) => existsSync(join(tmpdir(), 'files', pathOf(id)))

async function send(client: Client, name: string, content: string | Uint8Array = 'isi', type = 'text/plain'): Promise<Reply> {
  const form = new FormData()
  form.append('file', new Blob([content as BlobPart], { type }), name)
  const reply = await client.send('POST', '/files', form)
  if (reply.body.id) made.push(reply.body.id)
  return reply
}

const bring = async (client: Client, name: string, content?: string | Uint8Array) => (await send(client, name, content)).body
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c0a060' } }).png().toBuffer()

/** A PNG of so many pixels a side, all black, a bit each: hundreds of times smaller than what it unpacks to. */
async function blackPicture(side: number): Promise<Buffer> {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head[8] = 1
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))), { level: 1 })), chunk('IEND', Buffer.alloc(0))])
}

async function fetchFile(path: string, more: Record<string, string> = {}): Promise<{ status: number, headers: Headers, bytes: Buffer }> {
  const key = (w.admin as unknown as { headers: Record<string, string> }).headers
  const response = await fetch(`${w.url}/api/v1${path}`, { headers: { ...key, ...more } })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

test('a file is what its content says, and is sent back as it came', async () => {
  const { status, body } = await send(w.admin, 'laporan.txt', '%PDF-1.7\n%âãÏÓ\n', 'text/html')
  expect([status, body.name, body.type, body.size]).toEqual([201, 'laporan.txt', 'application/pdf', Buffer.byteLength('%PDF-1.7\n%âãÏÓ\n')])
  const { bytes, headers } = await fetchFile(`/files/${body.id}`)
  expect(bytes.toString()).toBe('%PDF-1.7\n%âãÏÓ\n')
  expect([headers.get('x-content-type-options'), headers.get('content-type')]).toEqual(['nosniff', 'application/pdf'])
  expect((await fetchFile(`/files/${body.id}?download=true`)).headers.get('content-disposition')).toContain('attachment')
})

test.each([['halaman.html', '<!doctype html><script>alert(1)</script>'], ['gambar.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'], ['foto.png', '<script>alert(1)</script>']])('%s runs nowhere', async (name, content) => {
  const { id } = await bring(w.admin, name, content)
  const { headers } = await fetchFile(`/files/${id}`)
  expect(headers.get('content-disposition')).toMatch(/^attachment/)
  expect(headers.get('content-type')).not.toMatch(/html|svg/)
  expect(headers.get('content-security-policy')).toContain('sandbox')
  expect((await w.admin.send('GET', `/files/${id}/thumbnail`)).status).toBe(422)
})

test.each([['../../etc/passwd', 'passwd'], ['C:\\temp\\a.txt', 'a.txt'], ['...', 'file'], [`${'é'.repeat(200)}.pdf`, `${'é'.repeat(125)}.pdf`], ['gaji\u202Efdp.exe', 'gajifdp.exe'],
  ['..', 'file'], ['.htaccess', 'htaccess'], [`${'n'.repeat(300)}.pdf`, `${'n'.repeat(251)}.pdf`], ['\u200Fsurat\u061C.pdf', 'surat.pdf'], ['a/\u2066../..\\rahasia.txt', 'rahasia.txt'], ['nul\0.txt', 'nul.txt'], ['baris\r\nset-cookie: x=1;".txt', 'baris%0D%0Aset-cookie_ x=1;%22.txt']])('%j is called %j, sent back under that name, and lies where its id says', async (given, kept) => {
  const { id, name } = await bring(w.admin, given)
  expect(name).toBe(kept)
  expect(isKept(id)).toBe(true)
  const { status, headers, bytes } = await fetchFile(`/files/${id}`)
  expect([status, bytes.toString(), headers.get('set-cookie')]).toEqual([200, 'isi', null])
  expect(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(headers.get('content-disposition')!)![1])).toBe(kept)
})

test('without a file, with an empty one, with another body, or over the limit nothing is kept', async () => {
  expect((await w.admin.send('POST', '/files', new FormData())).status).toBe(422)
  expect((await w.admin.send('POST', '/files', {})).status).toBe(415)
  const empty = await send(w.admin, 'kontrak.pdf', '')
  expect([empty.status, empty.body.errors]).toMatchObject([422, [{ path: 'file', code: 'file.empty' }]])
  const settings = w.app.settings as { fileLimit?: number }
  settings.fileLimit = 1024 * 1024
  try {
    const { status, body } = await send(w.admin, 'besar.bin', new Uint8Array(1024 * 1024 + 1))
    expect([status, body.code]).toEqual([413, 'file.tooLarge'])
    expect((await send(w.admin, 'pas.bin', new Uint8Array(1024 * 1024))).status).toBe(201)
  } finally {
    delete settings.fileLimit
  }
})

test('a value is a list of files with their names; what is nobody\'s own is refused', async () => {
  const { id } = await bring(w.admin, 'kontrak.txt')
  const record = await w.admin.create('dossier', { name: 'A', papers: [id] })
  expect(record.papers).toEqual([{ id, name: 'kontrak.txt', size: 3, type: 'text/plain' }])
  const changed = await w.admin.update('dossier', record.id, { papers: [{ id, name: 'lain.exe', size: 9, type: 'x/y' }] })
  expect([changed.version, changed.papers[0].name]).toEqual([1, 'kontrak.txt'])
  const manager = await w.key('manager')
  const other = await bring(manager, 'rahasia.txt')
  const stranger = await w.key('manager')
  for (const [caller, papers] of [[stranger, [other.id]], [w.admin, ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d01']]] as const) {
    const { status, body } = await caller.send('PATCH', `/records/dossier/${record.id}`, { papers })
    expect([status, body.errors]).toMatchObject([422, [{ path: 'papers', code: 'file.unknown' }]])
  }
  expect((await w.admin.send('PATCH', `/records/dossier/${record.id}`, { photos: [id] })).body.errors).toMatchObject([{ path: 'photos', code: 'file.notPicture' }])
  expect((await w.admin.send('PATCH', `/records/dossier/${record.id}`, { papers: Array(6).fill(id) })).status).toBe(422)
  expect((await w.admin.list('dossier', { filter: { papers: { contains: 'KONTRAK' } } })).data.map(each => each.id)).toEqual([record.id])
})

test('a file is seen by whoever may read the record and the field, and before that by whoever brought it', async () => {
  await w.admin.post('/roles', { name: 'reader', label: { en: 'Reader' }, objects: { dossier: { read: 'all', create: false, update: 'none', delete: false } } })
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { dossier: { read: 'all', create: false, update: 'none', delete: false, fields: { papers: 'hidden' } } } })
  await w.admin.post('/roles', { name: 'loner', label: { en: 'Loner' }, objects: { dossier: { read: 'own', create: true, update: 'own', delete: false } } })
  const [reader, blind, loner] = await Promise.all(['reader', 'blind', 'loner'].map(role => w.key(role)))
  const { id } = await bring(w.admin, 'surat.txt')
  const statuses = () => Promise.all([w.admin, reader, blind, loner].map(async client => (await client.send('GET', `/files/${id}`)).status))
  expect(await statuses()).toEqual([200, 404, 404, 404])
  const record = await w.admin.create('dossier', { name: 'B', papers: [id] })
  expect(await statuses()).toEqual([200, 200, 404, 404])
  expect((await blind.send('GET', `/files/${id}/versions`)).status).toBe(404)
  await w.admin.remove('dossier', record.id)
  expect(await statuses()).toEqual([404, 404, 404, 404])
  await w.admin.post(`/records/dossier/${record.id}/restore`)
  expect(await statuses()).toEqual([200, 200, 404, 404])
})

test('a newer file under the same name takes the place of the older, which stays within reach', async () => {
  const first = await bring(w.admin, 'harga.csv', 'a,1')
  const record = await w.admin.create('dossier', { name: 'C', papers: [first.id] })
  const second = await bring(w.admin, 'harga.csv', 'a,2')
  const changed = await w.admin.update('dossier', record.id, { papers: [first.id, second.id] })
  expect(changed.papers.map((file: any) => file.id)).toEqual([second.id])
  const third = await bring(w.admin, 'harga.csv', 'a,3')
  await w.admin.update('dossier', record.id, { papers: [third.id] })
  const { data } = await w.admin.get(`/files/${third.id}/versions`)
  expect(data.map((file: any) => file.id)).toEqual([third.id, second.id, first.id])
  expect((await w.admin.send('GET', `/files/${first.id}`)).body).toBe('a,1')
  await w.admin.update('dossier', record.id, { papers: [first.id] })
  expect((await w.admin.read('dossier', record.id)).papers.map((file: any) => file.id)).toEqual([first.id])
})

test('older versions stay with the record that they hung on: hung on another one too, the newer file does not bring them there', async () => {
  await w.admin.post('/roles', { name: 'keeper', label: { en: 'Keeper' }, objects: { dossier: { read: 'own', create: true, update: 'own', delete: 'own' } } })
  const keeper = await w.key('keeper')
  const first = await bring(w.admin, 'harga-modal.csv', 'rahasia')
  const secret = await w.admin.create('dossier', { name: 'Rahasia', papers: [first.id] })
  const second = await bring(w.admin, 'harga-modal.csv', 'umum')
  await w.admin.update('dossier', secret.id, { papers: [second.id] })
  const shown = await keeper.create('dossier', { name: 'Umum' })
  await w.admin.update('dossier', shown.id, { papers: [second.id] })
  expect((await keeper.send('GET', `/files/${second.id}`)).body).toBe('umum')
  expect((await keeper.send('GET', `/files/${first.id}`)).status).toBe(404)
  expect((await keeper.get(`/files/${second.id}/versions`)).data).toMatchObject([{ id: second.id, previous: null }])
  expect((await w.admin.get(`/files/${second.id}/versions`)).data.map((file: any) => file.id)).toEqual([second.id, first.id])
  // what was replaced on this record is this record's; and merged into another one it goes along
  const third = await bring(w.admin, 'harga-modal.csv', 'baru')
  await w.admin.update('dossier', shown.id, { papers: [third.id] })
  expect((await keeper.get(`/files/${third.id}/versions`)).data.map((file: any) => file.id)).toEqual([third.id, second.id])
  const survivor = await keeper.create('dossier', { name: 'Gabungan' })
  await keeper.post('/records/dossier/merge', { into: survivor.id, from: [shown.id] })
  expect((await keeper.get(`/files/${third.id}/versions`)).data.map((file: any) => file.id)).toEqual([third.id, second.id])
})

test('thumbnails of pictures, never larger than asked; a broken one is refused', async () => {
  const { id, type } = await bring(w.admin, 'gelang.png', await picture(1600, 800))
  expect(type).toBe('image/png')
  const record = await w.admin.create('dossier', { name: 'D', photos: [id] })
  const { bytes, headers } = await fetchFile(`/files/${id}/thumbnail?size=320`)
  expect(headers.get('content-type')).toBe('image/webp')
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 320, height: 160 })
  expect((await fetchFile(`/files/${id}/thumbnail?size=320`)).bytes).toEqual(bytes)
  expect((await w.admin.send('GET', `/files/${id}/thumbnail?size=99999`)).status).toBe(422)
  const whole = await picture(400, 400)
  const broken = await bring(w.admin, 'rusak.png', whole.subarray(0, whole.length - 60))
  expect((await w.admin.send('GET', `/files/${broken.id}/thumbnail`)).body.code).toBe('file.unreadable')
  expect(record.photos).toHaveLength(1)
})

test('a part of a file is sent as it is asked for, so that players and viewers may jump; what a browser has is not sent again', async () => {
  const { id, size } = await bring(w.admin, 'video.txt', '0123456789')
  const etag = (await fetchFile(`/files/${id}`)).headers.get('etag')!
  const ask = async (more: Record<string, string>) => {
    const { status, headers, bytes } = await fetchFile(`/files/${id}`, more)
    return [status, headers.get('content-range'), status === 416 ? '' : bytes.toString()]
  }
  const asked: [Record<string, string>, unknown[]][] = [
    [{ range: 'bytes=2-4' }, [206, 'bytes 2-4/10', '234']], [{ range: 'bytes=7-' }, [206, 'bytes 7-9/10', '789']], [{ range: 'bytes=-3' }, [206, 'bytes 7-9/10', '789']],
    [{ range: 'bytes=8-99' }, [206, 'bytes 8-9/10', '89']], [{ range: 'bytes=-99' }, [206, 'bytes 0-9/10', '0123456789']],
    [{ range: 'bytes=10-' }, [416, 'bytes */10', '']], [{ range: 'bytes=-0' }, [416, 'bytes */10', '']],
    [{ range: 'bytes=4-2' }, [200, null, '0123456789']], [{ range: 'bytes=0-1,4-5' }, [200, null, '0123456789']], [{ range: 'lines=0-1' }, [200, null, '0123456789']],
    [{ 'range': 'bytes=0-1', 'if-range': etag }, [206, 'bytes 0-1/10', '01']], [{ 'range': 'bytes=0-1', 'if-range': '"older"' }, [200, null, '0123456789']],
    [{ 'if-none-match': etag }, [304, null, '']], [{ 'if-none-match': `"older", W/${etag}` }, [304, null, '']], [{ 'if-none-match': '"older"' }, [200, null, '0123456789']],
  ]
  for (const [more, expected] of asked) expect(await ask(more), JSON.stringify(more)).toEqual(expected)
  const { headers } = await fetchFile(`/files/${id}`)
  expect([size, headers.get('accept-ranges'), headers.get('content-length')]).toEqual([10, 'bytes', '10'])
  // who may not see the file learns nothing by asking for a part of it, or by knowing its version
  const stranger = await w.key('manager')
  for (const more of [{ range: 'bytes=99-' }, { range: 'bytes=0-1' }, { 'if-none-match': etag }] as Record<string, string>[]) expect((await stranger.send('GET', `/files/${id}`, undefined, more)).status).toBe(404)
})

test('a picture of 50 MB is made small, one that unpacks to a gigabyte is refused, and the server goes on answering meanwhile', async () => {
  const noise = await sharp(randomBytes(4000 * 4100 * 3), { raw: { width: 4000, height: 4100, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer()
  expect(noise.length).toBeGreaterThan(49_000_000)
  const [large, bomb] = [await bring(w.admin, 'besar.png', noise), await bring(w.admin, 'bom.png', await blackPicture(30_000))]
  expect(bomb.size).toBeLessThan(1_000_000)
  const [small, refused, alive] = await Promise.all([fetchFile(`/files/${large.id}/thumbnail?size=320`), w.admin.send('GET', `/files/${bomb.id}/thumbnail?size=1280`), w.admin.send('GET', '/session')])
  expect(await sharp(small.bytes).metadata()).toMatchObject({ format: 'webp', width: 312, height: 320 })
  expect([refused.status, refused.body.code, alive.status]).toEqual([422, 'file.unreadable', 200])
  const record = await w.admin.create('dossier', { name: 'Bom', photos: [bomb.id] })
  expect((await w.admin.send('GET', `/files/${record.photos[0].id}/thumbnail`)).status).toBe(422)
})

test('what hangs nowhere is swept after a day, what hangs stays', async () => {
  const loose = await bring(w.admin, 'lepas.txt')
  const hung = await bring(w.admin, 'terpasang.txt')
  await w.admin.create('dossier', { name: 'E', papers: [hung.id] })
  await w.setClock(new Date(w.app.clock.now().getTime() + 50 * 3_600_000).toISOString())
  await w.settle()
  expect([isKept(loose.id), isKept(hung.id)]).toEqual([false, true])
  expect([(await w.admin.send('GET', `/files/${loose.id}`)).status, (await w.admin.send('GET', `/files/${hung.id}`)).status]).toEqual([404, 200])
})
