// Tests: a real browser at a real server. A page that logs an error, or that axe finds a serious fault in, fails its test.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, expect, vi } from 'vitest'
import { flags, program } from './chromium.ts'

/** Why no browser test can run here; empty where they can. */
export const missing = !program ? 'no Chromium on this machine (install the package chromium)'
  : !existsSync(fileURLToPath(new URL('../dist/web/index.html', import.meta.url))) ? 'the web app is not built (node bin/prepare.mjs)' : ''

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// A journey takes as long as a person's would on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

let browser: Promise<Browser> | undefined
const contexts = new Set<BrowserContext>()

/** One for a file's tests; each visitor gets a profile of her own in it. */
export function launch(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: program, args: flags })
  return browser
}

afterAll(async () => {
  for (const context of contexts) await context.close()
  await (await browser)?.close()
  browser = undefined
})

export interface VisitOptions { phone?: boolean; dark?: boolean; language?: 'id' | 'en' }

/** Somebody at a device of her own: cookies, language and scheme are hers. */
export interface Visitor {
  page: Page
  context: BrowserContext
  /** What the browser logged as errors, without the refusals that a test provokes on purpose. */
  errors: string[]
  go(path: string): Promise<void>
  /** Fails with axe's serious and critical findings on what is shown now. */
  checkAccess(): Promise<void>
}

export async function visitor(url: string, { phone = false, dark = false, language = 'id' }: VisitOptions = {}): Promise<Visitor> {
  const context = await (await launch()).newContext({
    viewport: phone ? { width: 360, height: 740 } : { width: 1440, height: 900 }, isMobile: phone, hasTouch: phone,
    colorScheme: dark ? 'dark' : 'light', locale: language === 'id' ? 'id-ID' : 'en-GB', reducedMotion: 'reduce', baseURL: url,
  })
  contexts.add(context)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text())
  })
  return {
    page, context, errors,
    go: async (path) => void await page.goto(path),
    checkAccess: () => checkAccess(page),
  }
}

async function checkAccess(page: Page): Promise<void> {
  expect(await findAccessFaults(page)).toEqual([])
}

interface AxeRule { id: string; impact: string; help: string; nodes: { html: string; failureSummary: string }[] }

/** What axe calls serious or critical on the page as it is now, each with the elements and what is wrong with them. */
export async function findAccessFaults(page: Page): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axeSource)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: AxeRule[] }> } }
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  })
  return found.map(({ id, impact, help, nodes }) =>
    [`${impact} ${id}: ${help}`, ...nodes.slice(0, 4).flatMap(({ html, failureSummary }) => [`  ${html.slice(0, 220)}`, `  ${failureSummary.replaceAll('\n', ' ')}`])].join('\n'))
}

/** Signs in by the form; the test workspace's administrator by default. */
export async function signIn({ page, go }: Visitor, email = 'ayu@example.com', password = 'correct horse battery'): Promise<void> {
  await go('/sign-in')
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
}

/** Fails when the page is wider than the device. */
export async function checkWidth(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(1)
}
