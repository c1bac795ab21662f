// Load: the import of a large file through the API, with lists going on meanwhile.
import { openAsBlob } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FormData } from 'undici'
import { contactLines } from './data.ts'
import { residentMemory, schema, type System } from './system.ts'

export async function importFile(system: System, rows: number): Promise<{ perSecond: number, memory: number, slowestList: number }> {
  const path = join(tmpdir(), `hubung-bench-${process.pid}.csv`)
  await writeFile(path, contactLines(rows))
  const form = new FormData()
  form.append('options', JSON.stringify({ object: 'contact' }))
  form.append('file', await openAsBlob(path), 'contacts.csv')
  const start = performance.now()
  const { id } = JSON.parse(await system.call('POST', '/imports', form))
  let memory = 0
  let slowestList = 0
  for (;;) {
    const status = JSON.parse(await system.call('GET', `/imports/${id}`))
    memory = Math.max(memory, residentMemory(system.server.pid!))
    const before = performance.now()
    await system.call('GET', '/records/contact?sort=-updatedAt&limit=50')
    slowestList = Math.max(slowestList, performance.now() - before)
    if (status.status !== 'running') {
      if (status.created !== rows) throw new Error(`The import made ${status.created} of ${rows} rows: ${JSON.stringify(status)}`)
      await rm(path)
      return { perSecond: rows / ((performance.now() - start) / 1000), memory, slowestList }
    }
    await new Promise(done => setTimeout(done, 200))
  }
}

/** Seconds until the search has read every event there is now. */
export async function waitForSearch({ pool }: System): Promise<number> {
  const start = performance.now()
  for (;;) {
    const { rows: [{ behind }] } = await pool.query(`select exists (select from ${schema}._subscriber s where s.name = 'search.index' and (s.target is not null or exists (
      select from ${schema}._event e where e.xid >= pg_snapshot_xmin(s.snapshot) and not pg_visible_in_snapshot(e.xid, s.snapshot)))) as behind`)
    if (!behind) return (performance.now() - start) / 1000
    await new Promise(done => setTimeout(done, 100))
  }
}
