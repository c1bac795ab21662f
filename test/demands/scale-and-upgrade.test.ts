// What users of the peers report of lists that grow slow and of upgrades that stop half-way, as tests of the failing case.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { modules } from '../../bin/modules.ts'
import { checkBackup, restoreBackup } from '../../kernel/backup/restore-backup.ts'
import { defineModule, type Module } from '../../kernel/module.ts'
import { ask, emptyDatabase, emptyFolder, serve } from '../backup-world.ts'
import type { Client } from '../client.ts'
import { importFile } from '../import-file.ts'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'

const ROWS = 20_000

interface PlanNode { 'Node Type': string, 'Relation Name'?: string, 'Plans'?: PlanNode[] }

const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** How the database reads the pages that a request asks for: the steps of the plan of each statement sent. */
async function plansOf(w: TestWorkspace, client: Client, object: string, query: object): Promise<PlanNode[][]> {
  const sent = vi.spyOn(w.app.database, 'sendingJson')
  try {
    expect((await client.list(object, { limit: 50, ...query })).data.length).toBeGreaterThan(0)
    const statements = sent.mock.calls.map(([statement]) => statement)
    expect(statements.length).toBeGreaterThan(0)
    return await Promise.all(statements.map(async ({ text, values }) => {
      const [{ 'QUERY PLAN': [{ Plan }] }] = await ask(w.databaseUrl, `explain (format json) ${text}`, values as unknown[])
      return nodesOf(Plan)
    }))
  } finally {
    sent.mockRestore()
  }
}

// frappe/crm#1884, twentyhq/twenty#13434: a few thousand rows, and each page reads and sorts all of them
test('demand 28: at 20,000 rows a page of a list or a board is read from an index, never by reading or sorting the table', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'seller', label: { en: 'Seller' }, objects: { deal: { read: 'own', create: true, update: 'own', delete: 'none' } } })
  const seller = await w.person('seller', { name: 'Rina' })
  const { email } = await w.admin.get(`/members/${seller.member}`)
  const stages = ['prospect', 'qualified', 'proposal', 'won', 'lost']
  const lines = Array.from({ length: ROWS }, (_, at) => `Transaksi ${at},${at % 997},${stages[at % 5]},${at % 40 ? '' : email}`)
  expect(await importFile(w.admin, { object: 'deal', mapping: { nama: 'name', nilai: 'amount', tahap: 'stage', milik: 'owner' } }, `nama,nilai,tahap,milik\n${lines.join('\n')}`)).toMatchObject({ created: ROWS })
  await ask(w.databaseUrl, `analyze ${w.schema}.deal`)
  const lists: [Client, object][] = [[w.admin, {}], [w.admin, { sort: '-updatedAt' }], [w.admin, { sort: 'name' }], [w.admin, { filter: { stage: { eq: 'won' } }, sort: '-updatedAt' }], [seller, { sort: '-updatedAt' }]]
  for (const [client, query] of lists) {
    for (const nodes of await plansOf(w, client, 'deal', query)) {
      const what = `${JSON.stringify(query)} ${JSON.stringify(nodes.map(node => node['Node Type']))}`
      expect(nodes.filter(node => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'deal'), what).toEqual([])
      expect(nodes.filter(node => node['Node Type'] === 'Sort'), what).toEqual([])
    }
  }
}, 120_000)

/** A newer version that brings two migrations; with `broken` the second meets data of the workspace "dua" that it did not expect. */
function newerModule(broken: boolean): Module {
  const folder = join(emptyFolder(), 'migrations')
  mkdirSync(folder)
  writeFileSync(join(folder, '0001-mark.sql'), `update :schema.contact set "firstName" = "firstName" || ' +1';`)
  writeFileSync(join(folder, '0002-mark.sql'), `update :schema.contact set "firstName" = "firstName" || ' +2';${broken ? ` alter table :schema.contact add constraint newer check ("lastName" <> 'dua');` : ''}`)
  return defineModule('newer', { migrations: { room: 'newer', folder: pathToFileURL(`${folder}/`) } })
}

// twentyhq/twenty#23012, #24033, chatwoot/chatwoot#12088: half of the steps are done, the product starts and says that all is
// well; frappe_docker#651: each version in between has to be installed first
test('demand 32: an upgrade over many versions at once is whole or not at all for each workspace, says so, and goes on when it is mended', async () => {
  const url = await emptyDatabase()
  // three workspaces as the first version left them
  const fixture = join(import.meta.dirname, '../../kernel/backup/fixtures/three-workspaces.backup')
  await restoreBackup({ databaseUrl: url, dataFolder: emptyFolder() }, fixture, await checkBackup(fixture))
  const before = await ask(url, 'select * from ws_dua.contact order by id')
  const namesIn = async (server: Awaited<ReturnType<typeof serve>>, slug: string) => {
    const client = server.client()
    await client.post('/session', { email: `ayu@${slug}.example.com`, password: 'correct horse battery' })
    return (await client.list('contact')).data.map(contact => contact.firstName).sort()
  }
  const broken = await serve(url, { modules: [...modules, newerModule(true)] })
  expect((await broken.client().send('POST', '/session', { email: 'ayu@dua.example.com', password: 'correct horse battery' }))).toMatchObject({ status: 503, body: { code: 'starting' } })
  expect(await ask(url, 'select * from ws_dua.contact order by id')).toEqual(before)
  expect(await namesIn(broken, 'tiga')).toEqual(['Agus +1 +2', 'Budi +1 +2', 'Dewi +1 +2', 'Siti +1 +2'])
  await broken.close()
  const mended = await serve(url, { modules: [...modules, newerModule(false)] })
  for (const slug of ['satu', 'dua', 'tiga']) expect(await namesIn(mended, slug), slug).toEqual(['Agus +1 +2', 'Budi +1 +2', 'Dewi +1 +2', 'Siti +1 +2'])
})
