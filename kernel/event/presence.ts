// Event room: who looks at a record now. Nothing is stored: a line that listens to `presence:<object>:<id>` is there, every
// process tells the others whom it has where, and who may not read the record is neither told nor shown.
import { randomUUID } from 'node:crypto'
import type { App } from '../app.ts'
import { sql } from '../database/sql.ts'
import { wallClock } from '../job/clock.ts'
import { readersOf } from './presence-readers.ts'
import type { Line } from './realtime-line.ts'

const CHANNEL = 'hubung_presence'
/** Changes that come within this time go out together. */
const GATHER_MS = 50
/** How often a process says anew whom it has, and after how long without a word it is taken for gone. */
const REPEAT_MS = 10_000
const GONE_MS = 25_000
/** More than a notice of 8000 bytes holds, and more than anyone counts. */
const MOST_MEMBERS = 100

/** What one process tells of one record. `ask`: it has just come there and wants to know of the others. */
interface Notice { from: string, slug: string, record: string, members: string[], ask?: boolean }
interface Place { slug: string, /** `<object>:<id>` */ record: string, lines: Set<Line>, elsewhere: Map<string, { members: string[], at: number }> }

export class Presence {
  private readonly app: App
  private readonly id = randomUUID().slice(0, 8)
  /** By `<slug> <record>`: the records that lines of this process look at. */
  private readonly places = new Map<string, Place>()
  /** What each line was told last of each of its places; nothing is told twice. */
  private readonly told = new WeakMap<Line, Map<string, string>>()
  /** Places to tell of; true where the other processes must hear of it too. */
  private readonly changed = new Map<string, boolean>()
  private readonly asked = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private last: Promise<void> = Promise.resolve()
  private readonly endings: (() => void)[] = []

  constructor(app: App) {
    this.app = app
  }

  async start(): Promise<void> {
    const repeat = setInterval(() => this.repeat(), REPEAT_MS)
    this.endings.push(() => clearInterval(repeat), () => clearTimeout(this.timer), await this.app.workspaces.listener.on(CHANNEL, payload => this.hear(payload)))
  }

  /** Tells the others that nobody is left here. */
  async stop(): Promise<void> {
    this.endings.forEach(end => end())
    const notices = [...this.places.values()].map(({ slug, record }) => ({ from: this.id, slug, record, members: [] }))
    this.places.clear()
    await this.send(notices).catch(() => {})
  }

  /** The records that the line's topics say it looks at. Each is told of anew, for the screen may be a new one. */
  look(line: Line, slug: string): void {
    const wanted = new Map(line.watched.map(record => [`${slug} ${record}`, record]))
    for (const key of this.told.get(line)?.keys() ?? []) if (!wanted.has(key)) this.leave(line, key)
    if (!line.open || wanted.size === 0) return
    const told = new Map<string, string>()
    this.told.set(line, told)
    for (const [key, record] of wanted) {
      told.set(key, '')
      let place = this.places.get(key)
      if (!place) {
        this.places.set(key, place = { slug, record, lines: new Set(), elsewhere: new Map() })
        this.asked.add(key)
      }
      this.note(key, !place.lines.has(line))
      place.lines.add(line)
    }
  }

  /** The line is closed. */
  forget(line: Line): void {
    for (const key of this.told.get(line)?.keys() ?? []) this.leave(line, key)
    this.told.delete(line)
  }

  /** Rights have changed: who sees whom is judged anew. */
  judgeAnew(): void {
    for (const key of this.places.keys()) this.note(key, false)
  }

  private leave(line: Line, key: string): void {
    this.told.get(line)?.delete(key)
    const place = this.places.get(key)
    if (place?.lines.delete(line)) this.note(key, true)
  }

  /** Whom this process has there: people in a browser, not programs. */
  private here({ lines }: Place): string[] {
    const members = [...lines].filter(line => line.open && line.identity.session !== undefined).map(line => line.identity.member)
    return [...new Set(members)].slice(0, MOST_MEMBERS)
  }

  private note(key: string, tellOthers: boolean): void {
    this.changed.set(key, tellOthers || (this.changed.get(key) ?? false))
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.last = this.last.then(() => this.settle()).catch(error => this.app.log.warn({ code: error.code }, 'Who looks at a record could not be told and will be told again'))
    }, GATHER_MS)
  }

  private async settle(): Promise<void> {
    const changed = new Map(this.changed)
    this.changed.clear()
    const keys = [...changed.keys()].filter(key => this.places.has(key))
    const notices = keys.filter(key => changed.get(key)).map(key => this.noticeOf(this.places.get(key)!, this.asked.delete(key)))
    for (const key of keys) if (this.places.get(key)!.lines.size === 0) this.places.delete(key)
    await this.send(notices)
    await this.tell(keys.filter(key => this.places.has(key)))
  }

  /** Everybody who is there, from this process and the others. */
  private everybody(place: Place): string[] {
    return [...this.here(place), ...[...place.elsewhere.values()].flatMap(({ members }) => members)]
  }

  private noticeOf(place: Place, ask: boolean): Notice {
    return { from: this.id, slug: place.slug, record: place.record, members: this.here(place), ...ask ? { ask } : {} }
  }

  private async send(notices: Notice[]): Promise<void> {
    if (notices.length === 0) return
    await this.app.database.query(sql`select pg_notify(${CHANNEL}, notice) from unnest(${notices.map(notice => JSON.stringify(notice))}::text[]) as notice`)
  }

  /** A notice of any process; null after the line to the database was cut, when everybody is asked. */
  private hear(payload: string | null): void {
    if (payload === null) {
      for (const key of this.places.keys()) {
        this.asked.add(key)
        this.note(key, true)
      }
      return
    }
    const { from, slug, record, members, ask } = JSON.parse(payload) as Notice
    const key = `${slug} ${record}`
    const place = this.places.get(key)
    if (!place || from === this.id) return
    if (members.length > 0) place.elsewhere.set(from, { members, at: wallClock().getTime() })
    else place.elsewhere.delete(from)
    this.note(key, ask === true)
  }

  private repeat(): void {
    const oldest = wallClock().getTime() - GONE_MS
    for (const [key, { elsewhere }] of this.places) {
      for (const [from, { at }] of elsewhere) if (at < oldest) elsewhere.delete(from)
      this.note(key, true)
    }
  }

  /** Tells each line who else is there, where that has changed. */
  private async tell(keys: string[]): Promise<void> {
    for (const [slug, group] of Map.groupBy(keys, key => this.places.get(key)!.slug)) {
      const workspace = await this.app.workspaces.get(slug)
      if (!workspace) continue
      const present = group.map(key => this.places.get(key)).filter(place => place !== undefined).map(place => [place.record, [...this.everybody(place), ...[...place.lines].map(line => line.identity.member)]] as const)
      const readers = await readersOf(this.app, workspace, new Map(present))
      for (const key of group) this.tellPlace(key, readers)
    }
  }

  private tellPlace(key: string, readers: Map<string, Set<string>>): void {
    const place = this.places.get(key)
    if (!place) return
    const may = readers.get(place.record)
    const people = [...new Set(this.everybody(place))].sort()
    for (const line of place.lines) {
      const { member } = line.identity
      const members = may?.has(member) ? people.filter(one => one !== member && may.has(one)) : []
      const told = this.told.get(line)
      const text = JSON.stringify(members)
      if (!told?.has(key) || told.get(key) === text) continue
      told.set(key, text)
      line.send({ type: 'presence', topic: `presence:${place.record}`, members })
    }
  }
}
