// Prometheus metrics: the process's own and the requests by route, method and status. No personal data in labels.
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from '../app.ts'

const registries = new WeakMap<App, Registry>()

export function measure(server: FastifyInstance, app: App): void {
  const registry = new Registry()
  registries.set(app, registry)
  collectDefaultMetrics({ register: registry, prefix: 'hubung_' })
  const seconds = new Histogram({ name: 'hubung_http_request_seconds', help: 'Time to answer a request', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10], registers: [registry] })
  const pool = new Gauge({ name: 'hubung_database_connections', help: 'Connections of the pool by state', labelNames: ['state'], registers: [registry], collect() {
    pool.set({ state: 'total' }, app.database.pool.totalCount)
    pool.set({ state: 'idle' }, app.database.pool.idleCount)
    pool.set({ state: 'waiting' }, app.database.pool.waitingCount)
  } })
  server.addHook('onResponse', async (request, reply) => {
    seconds.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
    request.log.debug({ requestId: request.id, method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })
}

export function metricsText(app: App): Promise<string> {
  return registries.get(app)!.metrics()
}
