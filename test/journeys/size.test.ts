// Journeys: how much script the first screens cost, compressed as it travels.
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { testWorkspace } from '../workspace.ts'
import { administrator, enter, settled, test, visit } from './browser.ts'

/** Bytes of gzip; LOOK: the staff app's first load stays under 250 kB, whichever screen comes first. */
const limit = 250_000

/** All scripts that the browser asks for until the screen stands still. */
async function scriptBytes(page: Page): Promise<number> {
  const urls = new Set<string>()
  page.on('request', request => {
    if (request.resourceType() === 'script') urls.add(request.url())
  })
  await page.reload()
  await settled(page)
  const sizes = await Promise.all([...urls].map(async url => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length))
  expect(sizes.length).toBeGreaterThan(1)
  return sizes.reduce((sum, size) => sum + size, 0)
}

test('the first load of the staff app is at most 250 kB of script', async () => {
  const workspace = await testWorkspace({ template: 'after-sales', clock: 'wall' })
  const sizes: Record<string, number> = { '/sign-in': await scriptBytes(await visit(workspace.url, '/sign-in')) }
  for (const path of ['/', '/o/contact', '/o/deal']) sizes[path] = await scriptBytes(await enter(workspace, administrator, path))
  console.info('first load, gzip:', JSON.stringify(sizes))
  for (const [path, size] of Object.entries(sizes)) expect.soft(size, path).toBeLessThanOrEqual(limit)
})
