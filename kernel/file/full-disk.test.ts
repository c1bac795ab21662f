// An upload that the disk has no room for, to a server of its own: the size of its files is bounded, as by a full disk.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { emptyDatabase, emptyFolder } from '../../test/backup-world.ts'
import { Client } from '../../test/client.ts'

const program = join(import.meta.dirname, '../../bin/hubung.ts')

test('what the disk has no room for is refused as such and leaves nothing; smaller files are taken as before', async () => {
  const folder = emptyFolder()
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: folder, HUBUNG_PORT: '0', DATABASE_URL: await emptyDatabase() }
  // blocks of 512 bytes: 1 MB
  const child = spawn('/bin/sh', ['-c', 'ulimit -f 2048; exec "$@"', 'sh', process.execPath, program, 'start'], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(async () => {
    const ended = once(child, 'close')
    child.kill('SIGTERM')
    await ended
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  await expect.poll(() => said, { timeout: 60_000 }).toMatch(/running at \S+/)
  const nobody = new Client(/running at (\S+)/.exec(said)![1])
  const { apiKey } = await nobody.post('/setup', { workspace: { slug: 'penuh', name: 'Penuh', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta' }, admin: { name: 'Ayu', email: 'ayu@example.com', password: 'sandi yang panjang' }, template: 'blank' })
  const client = new Client(nobody.url, { authorization: `Bearer ${apiKey}` })
  const send = (size: number) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(size).fill(65)]), 'laporan.txt')
    return client.send('POST', '/files', form)
  }
  const refused = await send(3_000_000)
  expect([refused.status, refused.body.code]).toEqual([507, 'disk.full'])
  const { status, body } = await send(1000)
  expect([status, body.size]).toEqual([201, 1000])
  expect(readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).filter(each => each.isFile()).map(each => each.name)).toEqual([body.id])
})
