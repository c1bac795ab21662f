// Is it alive, is it ready, how does it do: for load balancers and Prometheus.
import { z } from 'zod'
import { sql } from '../database/sql.ts'
import { metricsText } from './metrics.ts'
import { Answer, route } from './route.ts'
import { version } from './version.ts'

const tag = 'health'
const status = { status: z.literal('ok'), version: z.string() }

export const healthRoutes = [
  route({ method: 'GET', path: '/health/live', tag, summary: 'The process answers', access: 'public', answer: z.object(status), handler: async () => ({ status: 'ok', version }) }),

  route({ method: 'GET', path: '/health/ready', tag, summary: 'The database answers, and how far behind the worker is', access: 'public',
    answer: z.object({ ...status, database: z.literal('ok'), worker: z.object({ queued: z.number(), oldestSeconds: z.number() }) }),
    handler: async (_, { app }) => {
      const worker = await app.database.query<{ queued: number, oldestSeconds: number }>(sql`select count(*)::int as queued,
        coalesce(extract(epoch from now() - min(run_at)), 0)::int as "oldestSeconds" from graphile_worker.jobs where run_at <= now() and attempts < max_attempts`)
        .then(([row]) => row, () => undefined)
      if (!worker) return new Answer({ status: 503, json: { status: 'unavailable', version, database: 'unreachable', worker: null } })
      return { status: 'ok', version, database: 'ok', worker }
    } }),

  route({ method: 'GET', path: '/metrics', tag, summary: 'Prometheus metrics', access: 'public', answer: 'text/plain',
    handler: async (_, { app }) => new Answer({ text: await metricsText(app), headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } }) }),
]
