// Preparing for tests: a Chromium for the journeys.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { refusal } from './place.mjs'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Installs Debian's Chromium when there is none and we may; else says what to install. */
export function ensureBrowser() {
  if (process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : places.some((path) => existsSync(path))) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw refusal('The tests drive a browser: install Chromium (Debian: sudo apt-get install chromium), or name one in CHROMIUM, and run npm test again.')
  }
  console.log('Installing Chromium for the tests.')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args) => spawnSync('apt-get', ['-q', '-y', ...args], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  if (!run('update') || !run('install', '--no-install-recommends', 'chromium')) {
    throw refusal('Chromium could not be installed (apt-get says why above): install it by hand and run npm test again.')
  }
}
