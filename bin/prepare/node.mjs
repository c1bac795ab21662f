// Preparing: which Node runs the program. npm puts node_modules/.bin before the system's programs, so a `node` there is the
// one that every script of package.json gets: the packaged one where the machine's own is too old, else none.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explain, modules, refusal } from './place.mjs'

/** TypeScript without a build step, and graphile-worker and vitest, need it. */
const oldest = [22, 18]

/**
 * The scripts of package.json begin with `exec`, so that no shell stands between npm and the program and swallows its
 * signals. Windows has no such word: there it is a file that runs the rest of its line.
 */
function provideExec() {
  if (process.platform === 'win32') writeFileSync(join(modules, '.bin', 'exec.cmd'), '@%*\r\n')
}

/** Returns the path of a Node that is new enough, and sees to it that npm's scripts get the same. */
export function ensureNode() {
  const folder = `node-${process.platform}-${process.arch}`
  const packaged = join(modules, folder, 'bin', 'node')
  if (process.execPath.startsWith(join(modules, 'node-'))) return process.execPath
  const link = join(modules, '.bin', 'node')
  try {
    mkdirSync(join(modules, '.bin'), { recursive: true })
    provideExec()
    if (isNewEnough(process.version)) {
      if (isThere(link)) rmSync(link)
      return process.execPath
    }
    if (!existsSync(packaged) || !isNewEnough(versionOf(packaged))) throw tooOld()
    if (!existsSync(link)) {
      if (isThere(link)) rmSync(link)
      symlinkSync(join('..', folder, 'bin', 'node'), link)
    }
    return packaged
  } catch (error) {
    throw error.sentence ? error : explain(error)
  }
}

function versionOf(node) {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? ''
}

function isNewEnough(version) {
  const [major, minor] = version.replace('v', '').split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

function isThere(link) {
  try {
    return Boolean(lstatSync(link))
  } catch {
    return false
  }
}

function tooOld() {
  return refusal(`Hubung needs Node ${oldest.join('.')} or newer on ${process.platform}-${process.arch}, and this is ${process.version}: install it from https://nodejs.org and start again.`)
}
