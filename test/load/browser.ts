// Load: the web app in a real browser on the full tables: how long a fast scroll shows empty rows, how much script a
// frame of dragging takes, and how much a change of route.
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import { flags, program } from '../chromium.ts'
import type { System } from './system.ts'

export interface BrowserFigures {
  /** Rows passed, and the longest time that a row in sight was empty, in milliseconds. */
  scroll: { rows: number, seconds: number, longestBlank: number, blankFrames: number, frames: number }
  /** The most script that one frame ran while a card was dragged over the board, in milliseconds. */
  drag: { cards: number, longestFrame: number, frames: number }
  /** Script run by each change of route, in milliseconds. */
  routes: Record<string, number>
}

/** Undefined where the machine has no browser. `session` is the cookie header of somebody signed in. */
export async function measureBrowser(system: System, email: string, password: string): Promise<BrowserFigures | undefined> {
  if (!program) return undefined
  const browser = await chromium.launch({ executablePath: program, args: flags })
  try {
    const page = await signIn(browser, system.url, email, password)
    return { scroll: await measureScroll(page), drag: await measureDrag(page), routes: await measureRoutes(page) }
  } finally {
    await browser.close()
  }
}

async function signIn(browser: Browser, url: string, email: string, password: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  const answer = await context.request.post('/api/v1/session', { data: { email, password }, headers: { origin: url } })
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  return page
}

/** Rows a second: as fast as a hand throws a wheel, far faster than an eye reads. */
const scrollSpeed = 1000
const scrollRows = 100_000

async function measureScroll(page: Page): Promise<BrowserFigures['scroll']> {
  await page.goto('/o/contact')
  await page.locator('[role=grid] [data-row="5"] .inside').first().waitFor()
  return page.evaluate(async ({ rows, speed }) => {
    const grid = document.querySelector<HTMLElement>('[role=grid]')!
    const height = document.querySelector<HTMLElement>('[data-row="0"]')!.offsetHeight
    const box = grid.getBoundingClientRect()
    /** A row is empty while it shows skeletons, or is not there at all. */
    const isBlank = () => [0.1, 0.3, 0.5, 0.7, 0.9].some(share => {
      const row = document.elementFromPoint(box.left + 200, box.top + 60 + (box.height - 80) * share)?.closest('[data-row]')
      return !row || row.querySelector('.bone') !== null
    })
    const start = performance.now()
    let [longestBlank, blankFrames, frames, blankSince, top] = [0, 0, 0, 0, 0]
    for (let before = start; top < rows * height;) {
      const now = await new Promise<number>(done => requestAnimationFrame(done))
      frames++
      if (isBlank()) {
        blankFrames++
        blankSince ||= before
        longestBlank = Math.max(longestBlank, now - blankSince)
      } else blankSince = 0
      // never past the end of the list: then there would be nothing to wait for
      top += Math.min(now - before, 100) / 1000 * speed * height
      before = now
      grid.scrollTop = Math.min(top, grid.scrollHeight - grid.clientHeight)
    }
    return { rows: Math.round(top / height), seconds: (performance.now() - start) / 1000, longestBlank, blankFrames, frames }
  }, { rows: scrollRows, speed: scrollSpeed })
}

/** Collects the script time of long frames; frames under 50 ms have no entry, which is what is wanted. */
const watchFrames = `window.longFrames = []; window.frameCount = 0
new PerformanceObserver(list => { for (const frame of list.getEntries()) window.longFrames.push(frame.scripts.reduce((sum, script) => sum + script.duration, 0)) }).observe({ type: 'long-animation-frame' })
const count = () => { window.frameCount++; requestAnimationFrame(count) }; requestAnimationFrame(count)`

async function measureDrag(page: Page): Promise<BrowserFigures['drag']> {
  await page.goto('/o/deal?kind=board')
  const card = page.locator('[data-card]').first()
  await card.waitFor()
  const cards = await fillColumns(page, 500)
  await page.evaluate(watchFrames)
  const from = (await card.boundingBox())!
  await page.mouse.move(from.x + 60, from.y + 20)
  await page.mouse.down()
  for (let step = 0; step < 120; step++) await page.mouse.move(from.x + 60 + step * 8, from.y + 20 + Math.sin(step / 6) * 200, { steps: 2 })
  await page.mouse.up()
  await page.waitForTimeout(500)
  const { long, frames } = await page.evaluate(() => ({ long: (window as any).longFrames as number[], frames: (window as any).frameCount as number }))
  return { cards, longestFrame: Math.max(0, ...long), frames }
}

/** Scrolls the columns until so many cards have been loaded in all, or there are no more; answers how many. Only those in sight are elements. */
async function fillColumns(page: Page, wanted: number): Promise<number> {
  return page.evaluate(async count => {
    const lists = () => [...document.querySelectorAll<HTMLElement>('[data-column] [role=list]')]
    /** A card tells its place; at the bottom of its column it is the last one that has come. */
    const lastOf = (list: HTMLElement) => Math.max(0, ...[...list.querySelectorAll('[data-card]')].map(card => Number(card.getAttribute('aria-posinset'))))
    let loaded = 0
    for (let turn = 0; turn < 100 && loaded < count; turn++) {
      for (const list of lists()) list.scrollTop = list.scrollHeight
      await new Promise(done => setTimeout(done, 120))
      loaded = lists().reduce((sum, list) => sum + lastOf(list), 0)
    }
    for (const list of lists()) list.scrollTop = 0
    await new Promise(done => setTimeout(done, 500))
    return loaded
  }, wanted)
}

const openAsPage = (page: Page) => page.getByRole('link', { name: 'Open as a page' }).or(page.getByRole('button', { name: 'Open as a page' })).first()

const steps: [name: string, act: (page: Page) => Promise<void>][] = [
  ['record beside the list', async page => { await page.locator('[role=grid] [data-act=title]').first().click(); await page.waitForURL(url => url.searchParams.has('peek')); await openAsPage(page).waitFor() }],
  ['list to record', async page => { await openAsPage(page).click(); await page.waitForURL(/\/o\/contact\/./); await page.locator('main h1').first().waitFor() }],
  ['record to list', async page => { await page.locator('nav a[href="/o/contact"]').first().click(); await page.waitForURL(url => url.pathname === '/o/contact'); await page.locator('[role=grid] [data-act=title]').first().waitFor() }],
  ['contacts to deals', async page => { await page.locator('nav a[href="/o/deal"]').first().click(); await page.waitForURL(/\/o\/deal/) }],
  ['deals to my day', async page => { await page.locator('nav a[href="/"]').first().click(); await page.waitForURL(url => url.pathname === '/') }],
  ['my day to contacts', async page => { await page.locator('nav a[href="/o/contact"]').first().click(); await page.locator('[role=grid] [data-act=title]').first().waitFor() }],
]

/** Each once to load its code, then measured. */
async function measureRoutes(page: Page): Promise<Record<string, number>> {
  await page.goto('/o/contact')
  await page.locator('[role=grid] [data-act=title]').first().waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const figures: Record<string, number> = {}
  for (let turn = 0; turn < 3; turn++) {
    for (const [name, act] of steps) {
      const before = await scriptTime(devtools)
      await act(page)
      await page.waitForTimeout(700)
      if (turn > 0) figures[name] = Math.max(figures[name] ?? 0, await scriptTime(devtools) - before)
    }
  }
  return figures
}

/** Milliseconds of script that the page has run. */
async function scriptTime(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration')!.value * 1000
}
