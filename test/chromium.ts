// Tests and measurements: the machine's own Chromium.
import { findBrowser } from '../bin/prepare/browser.mjs'

/** Its program; undefined where there is none. */
export const program = findBrowser()
export const flags = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
