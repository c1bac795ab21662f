// Job room: the manual clock over HTTP (API.md §8).
import { z } from 'zod'
import type { App } from '../app.ts'
import { sql } from '../database/sql.ts'
import { ensurePartitions } from '../event/partitions.ts'
import { CLOCK } from '../event/wake.ts'
import { Problem } from '../http/errors.ts'
import { route, type Route } from '../http/route.ts'
import { authenticate } from '../workspace/authenticate.ts'
import { moveClock } from './clock.ts'
import { kernelParts } from './kernel-parts.ts'
import { queueSchedules } from './schedule.ts'
import { fireDueTimers } from './timers.ts'

const time = z.object({ now: z.iso.datetime({ offset: true }) })
/** What PostgreSQL and the partitions can take, with room for offsets. */
const LATEST = Date.UTC(9000, 0, 1)

export const clockRoutes: Route[] = [
  route({
    method: 'GET', path: '/clock', tag: 'clock', summary: 'The manual clock', access: 'public', answer: time,
    async handler(_, { app }) {
      if (!app.clock.manual) throw new Problem('notFound')
      await app.clock.refresh()
      return { now: app.clock.now().toISOString() }
    },
  }),
  route({
    method: 'PUT', path: '/clock', tag: 'clock', summary: 'Moves the manual clock forward; answers when everything then due has been handed to the worker',
    access: 'public', ownTransaction: true, body: time, answer: time,
    async handler(_, { app, request, body }) {
      if (!app.clock.manual) throw new Problem('notFound')
      await requireAdministrator(app, request)
      const now = new Date(body.now)
      if (!(now.getTime() < LATEST)) throw new Problem('invalid', { faults: [{ path: 'now', code: 'value.range' }] })
      if (!await moveClock(app.database, now)) throw new Problem('conflict.clock')
      await app.clock.refresh()
      await handOver(app)
      return { now: app.clock.now().toISOString() }
    },
  }),
]

/** Before set-up there is nobody who could be one. */
async function requireAdministrator(app: App, request: Parameters<typeof authenticate>[1]): Promise<void> {
  if ((await app.workspaces.list()).length === 0) return
  const caller = await authenticate(app, request)
  if (!caller) throw new Problem('session.missing')
  if (!caller.actor.role.administrator) throw new Problem('permission.denied')
}

/** Everything that is now due: months of the event log, schedules, timers. The other processes read the clock anew. */
async function handOver(app: App): Promise<void> {
  await app.database.query(sql`select pg_notify(${CLOCK}, '')`)
  const open = (await app.workspaces.list()).filter(each => !app.workspaces.stopped.has(each.slug))
  for (const { schema } of open) await ensurePartitions(app.database, schema, app.clock.now())
  const { schedules, timers } = kernelParts(app)
  await queueSchedules(app, schedules)
  for (const { slug } of open) await fireDueTimers(app, (await app.workspaces.get(slug))!, timers)
}
