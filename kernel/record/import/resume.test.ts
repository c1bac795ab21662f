// An import outlives the process that runs it: a real worker process, killed in the middle, and another one after it.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { sendImport } from '../../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

const ROWS = 20_000
const program = fileURLToPath(new URL('../../../bin/hubung.ts', import.meta.url))

function startWorker(w: TestWorkspace): ChildProcess {
  const folder = mkdtempSync(join(tmpdir(), 'hubung resume-'))
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: folder, DATABASE_URL: w.databaseUrl, HUBUNG_SECRET: 's'.repeat(40), HUBUNG_CLOCK: 'manual' }
  const child = spawn(process.execPath, [program, 'start', '--role', 'worker'], { env, stdio: 'ignore' })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  return child
}

async function until(client: TestWorkspace['admin'], id: string, holds: (status: any) => boolean): Promise<any> {
  for (;;) {
    const status = await client.get(`/imports/${id}`)
    if (holds(status)) return status
    await new Promise(done => setTimeout(done, 20))
  }
}

test('killed in the middle and started again, it goes on: every row is there once', async () => {
  const w = await testWorkspace({ work: false })
  // no unique field in it: a row written twice would be there twice
  const lines = Array.from({ length: ROWS }, (_, at) => `Nama,${at % 100 === 7 ? 'salah' : `p${at}@example.com`},PT ${at % 50}`)
  const { body: { id } } = await sendImport(w.admin, { object: 'contact', mapping: { nama: 'firstName', surel: 'email', pt: { field: 'company', create: true } } }, `nama,surel,pt\n${lines.join('\n')}`)
  const first = startWorker(w)
  const { status: before } = await until(w.admin, id, each => each.done > 0 || each.status !== 'running')
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(before).toBe('running')
  // as if the half minute after which a silent worker is taken for dead were over
  await w.app.database.query({ text: `update hubung.worker set beat_at = now() - interval '1 minute'`, values: [] } as never)
  startWorker(w)
  const status = await until(w.admin, id, each => each.status !== 'running')
  expect(status).toMatchObject({ status: 'completed', rows: ROWS, done: ROWS, created: ROWS - 200, failed: 200 })
  const [counts] = await w.app.database.query({ text: `select (select count(*)::int from ${w.schema}.contact) as rows, (select count(distinct email)::int from ${w.schema}.contact) as emails,
    (select count(*)::int from ${w.schema}._event where object = 'contact') as events, (select count(*)::int from ${w.schema}._import_failure) as failures, (select count(*)::int from ${w.schema}.company) as companies`, values: [] } as never)
  expect(counts).toEqual({ rows: ROWS - 200, emails: ROWS - 200, events: ROWS - 200, failures: 200, companies: 50 })
}, 120_000)
