// From a bare clone to something that runs: packages, the right Node, the built web app; `--test` adds a browser.
// Plain JavaScript with Node's own modules only, for it runs on Node 20 before anything is installed. Quick when nothing is stale.
import { ensureBrowser } from './prepare/browser.mjs'
import { ensureNode } from './prepare/node.mjs'
import { ensurePackages, takeTurn } from './prepare/packages.mjs'
import { ensureWeb } from './prepare/web.mjs'

try {
  const giveBack = await takeTurn()
  try {
    ensurePackages()
    const node = ensureNode()
    ensureWeb(node)
    if (process.argv.includes('--test')) ensureBrowser()
  } finally {
    giveBack()
  }
} catch (error) {
  console.error(error.sentence ?? error)
  process.exit(1)
}
