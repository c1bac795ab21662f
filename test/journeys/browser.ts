// Journeys: the web app in a real browser. One Chromium a file, a context of its own for each visitor; every error in the
// page's console, every 5xx and every serious finding of axe fails the journey. Pictures go to test/pictures (not kept by git):
// of what failed, and of every screen that is looked at where PICTURES is set.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, onTestFinished, test as anyTest, vi } from 'vitest'
import { findAccessFaults, launch, missing } from '../browser.ts'
import type { Client } from '../client.ts'
import type { TestWorkspace } from '../workspace.ts'

const pictures = join(import.meta.dirname, '../pictures')
if (missing) console.warn(`Journeys in the browser are skipped: ${missing}`)

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

/** A test in the browser; skipped, with a message, where there is none. */
export const test = anyTest.skipIf(missing !== '')

export interface Visit {
  language?: 'id' | 'en'
  theme?: 'light' | 'dark'
  width?: number
  height?: number
}

export const phone = { width: 360, height: 740 } satisfies Visit
export const administrator = { email: 'ayu@example.com', password: 'correct horse battery' }
const memberPassword = 'a long enough password'

const contexts = new Set<BrowserContext>()

/** A new visitor with a browser profile of its own. It is closed when the test ends, which fails if the page broke meanwhile. */
export async function visit(url: string, path: string, { language = 'id', theme = 'light', width = 1440, height = 900 }: Visit = {}): Promise<Page> {
  const small = width < 700
  const context = await (await launch()).newContext({
    baseURL: url, locale: language === 'id' ? 'id-ID' : 'en-US', timezoneId: 'Asia/Jakarta', colorScheme: theme, viewport: { width, height }, hasTouch: small, isMobile: small, reducedMotion: 'reduce',
  })
  contexts.add(context)
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const faults = watchFaults(page)
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' || task.result?.errors?.length) await keepFailure(page, task.name)
    contexts.delete(context)
    await context.close()
    if (faults.length) throw new Error(`The page broke:\n${faults.join('\n')}`)
  })
  if (path) await page.goto(path)
  return page
}

/** What no page may do: throw, complain in the console, or be answered with a 5xx. Refusals (4xx) are part of the work. */
function watchFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', error => faults.push(`${page.url()}: ${error.stack ?? error.message}`))
  page.on('console', message => {
    if (message.type() === 'error' && !/^Failed to load resource|WebSocket connection to/.test(message.text())) faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('response', response => {
    if (response.status() >= 500) faults.push(`${response.request().method()} ${response.url()} → ${response.status()}`)
  })
  return faults
}

async function keepFailure(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `failed ${name.replace(/[^\w ]+/g, '').slice(0, 60)} ${contexts.size}.png`) }).catch(() => undefined)
}

export async function signIn(page: Page, { email, password }: { email: string, password: string }): Promise<void> {
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
}

/** A page of someone who is signed in already, without the way through the door. Her language is the visit's. */
export async function enter(workspace: TestWorkspace, { email, password }: { email: string, password: string }, path: string, options: Visit = {}): Promise<Page> {
  const page = await visit(workspace.url, '', options)
  const api = page.context().request
  const signedIn = await api.post('/api/v1/session', { data: { email, password }, headers: { origin: workspace.url } })
  if (!signedIn.ok()) throw new Error(`${email} could not sign in: ${await signedIn.text()}`)
  const kept = await api.patch('/api/v1/session/member', { data: { locale: options.language ?? 'id' }, headers: { origin: workspace.url } })
  if (!kept.ok()) throw new Error(await kept.text())
  await page.goto(path)
  await page.locator('main').waitFor()
  return page
}

/** A new person with this role, by what she signs in with. */
export async function newMember(workspace: TestWorkspace, role: string, name: string): Promise<{ email: string, password: string, client: Client, id: string }> {
  const client = await workspace.person(role, { name })
  const { data } = await workspace.admin.get('/members?limit=500')
  const { email } = data.find((member: { id: string }) => member.id === client.member)
  return { email, password: memberPassword, client, id: client.member }
}

/** Waits until the screen has what it asked for: nothing busy, no skeleton in sight, letters drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const inSight = (element: Element) => {
      const { top, left, bottom, right, width } = element.getBoundingClientRect()
      return width > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
    }
    return document.querySelector('main, form, h1') && !document.querySelector('[aria-busy=true]') && ![...document.querySelectorAll('.skeleton, .bone')].some(inSight) && document.fonts.status === 'loaded'
  })
  await page.waitForLoadState('networkidle')
}

/** Refuses what keeps people out: serious and critical findings of axe, and a page wider than its window. Keeps a picture of it. */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page)
  await page.evaluate(endAnimations)
  const faults = await findFaults(page)
  if (faults.length || process.env.PICTURES) {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
  }
  expect.soft(faults.join('\n'), `${name} ${page.url()}`).toBe('')
}

/** What fades in is judged when it is there. (In the page.) */
function endAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (animation.playbackRate !== 0 && animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  }
}

async function findFaults(page: Page): Promise<string[]> {
  const faults = await findAccessFaults(page)
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  return content > window ? [...faults, `the page is ${content} px wide in a window of ${window}`] : faults
}

/** Every word on the screen, also what is only named (labels, titles, placeholders). */
export async function wordsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) words.push(node.textContent ?? '')
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      words.push(...['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? ''))
    }
    return [...new Set(words.map(word => word.trim()).filter(Boolean))]
  })
}
