// Preparing: the web app, built when one of its sources changed. The stamp holds the sources' names, sizes and times.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { explain, modules, refusal, root } from './place.mjs'

const built = join(root, 'dist', 'web')
const stamp = join(root, 'dist', 'web.stamp')

// The web app takes texts, definitions and pure functions from the server's rooms as well.
const rooms = ['web', 'kernel', 'modules', 'connectors']
const single = ['vite.config.ts', 'package-lock.json', 'tsconfig.json']
const source = /\.(tsx?|css|html|svg|png|ico|webmanifest|json|woff2)$/

/** Builds under the given Node into a folder beside, which then takes the old one's place. */
export function ensureWeb(node) {
  const wanted = hashSources()
  if (existsSync(join(built, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Building the web app.')
  const fresh = `${built}-fresh`
  const vite = join(modules, 'vite', 'bin', 'vite.js')
  const environment = { ...process.env, NODE_ENV: 'production' }
  const { status } = spawnSync(node, [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'], { cwd: root, env: environment, stdio: 'inherit' })
  if (status !== 0) throw refusal('The web app could not be built (see above): if the sources are unchanged, remove node_modules and dist and start again.')
  try {
    rmSync(`${built}-old`, { recursive: true, force: true })
    if (existsSync(built)) renameSync(built, `${built}-old`)
    renameSync(fresh, built)
    rmSync(`${built}-old`, { recursive: true, force: true })
    writeFileSync(stamp, wanted)
  } catch (error) {
    throw explain(error)
  }
}

function hashSources() {
  const hash = createHash('sha256')
  const add = (path) => {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${relative(root, path).split(sep).join('/')} ${size} ${mtimeMs}\n`)
  }
  for (const file of single) if (existsSync(join(root, file))) add(join(root, file))
  for (const room of rooms) {
    for (const entry of listFiles(join(root, room))) add(entry)
  }
  return hash.digest('hex')
}

/** Sources below a folder in a steady order; tests and migrations are none. */
function listFiles(folder) {
  if (!existsSync(folder)) return []
  const found = []
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...listFiles(path))
    else if (source.test(entry.name) && !entry.name.includes('.test.')) found.push(path)
  }
  return found
}
