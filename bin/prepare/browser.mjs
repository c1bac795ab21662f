// Preparing for tests: a Chromium for the journeys. Without windows where it can be had: each profile of the one with
// windows draws its own tool bars, which costs as much as the pages that are tested.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { refusal } from './place.mjs'

const packages = ['chromium-headless-shell', 'chromium']
const places = [...packages, 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`)

/** The machine's Chromium, or the program that CHROMIUM names; undefined where there is none. */
export function findBrowser() {
  return [process.env.CHROMIUM || places].flat().find((path) => existsSync(path))
}

/** Installs Debian's Chromium when there is none and we may; else says what to install. */
export function ensureBrowser() {
  if (findBrowser()) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw refusal('The tests drive a browser: install Chromium (Debian: sudo apt-get install chromium), or name one in CHROMIUM, and run npm test again.')
  }
  console.log('Installing Chromium for the tests.')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args) => spawnSync('apt-get', ['-q', '-y', ...args], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  if (!run('update') || !packages.some((name) => run('install', '--no-install-recommends', name))) {
    throw refusal('Chromium could not be installed (apt-get says why above): install it by hand and run npm test again.')
  }
}
