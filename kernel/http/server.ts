// The HTTP server: routes from values, problem+json for every refusal, secure headers, request ids, metrics, the web app.
import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import websocket from '@fastify/websocket'
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { registerRealtime } from '../event/realtime-routes.ts'
import { Problem, toBody } from './errors.ts'
import { registerDiscovery } from '../workspace/apps/discovery.ts'
import { readJson } from './json-body.ts'
import { measure } from './metrics.ts'
import { isPrivateAddress } from './outside.ts'
import { answerRequest, languages, localeOf } from './pipeline.ts'
import { problemOf } from './problem-of.ts'
import type { Answer, Route } from './route.ts'

/** Bytes of a JSON body: a batch of 1,000 operations fits well. */
const BODY_LIMIT = 10 * 1024 * 1024
/** Bytes of a refused body that are let pass. */
const FLOWS_ON = 10 * BODY_LIMIT
const webFolder = fileURLToPath(new URL('../../dist/web/', import.meta.url))

const headers = {
  'content-security-policy': "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(self)',
}

export async function createServer(app: App, routes: Route[]): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: app.log.child({}, { level: app.settings.production ? 'warn' : app.log.level }) as never,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 4096 },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: app.settings.url?.startsWith('https:') ? isProxy : false,
    // each line of the log names its request itself: a logger of its own for each is not needed
    childLoggerFactory: (logger: unknown) => logger,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: true,
    clientErrorHandler: refuseBelowRouter,
    http: {
      // answered by us, in words: Node would close with an empty page
      requireHostHeader: false,
      // anywhere else the wish to become a line is passed over, and the request is answered as any other
      shouldUpgradeCallback: ({ url = '' }: { url?: string }) => /^\/api\/v1\/realtime(?:\?|$)/.test(url),
    },
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => void refuse(error, request, reply),
  } as Parameters<typeof fastify>[0]) as unknown as FastifyInstance
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response))
  server.server.on('connect', (_, socket) => refuseRaw(socket, 'method.unknown', '405 Method Not Allowed'))
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': request.id })
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') throw new Problem('syntax.invalid', { parameters: { reason: 'Host' } })
  })
  measure(server, app)
  acceptJson(server)
  await server.register(multipart, { limits: { files: 1, fileSize: 2 * 1024 ** 3, fieldSize: 1024 * 1024 } })
  await server.register(websocket, { options: { maxPayload: 64 * 1024 } })
  await server.register(rateLimit, { global: false, errorResponseBuilder: (_, { ttl }) => new Problem('limit.exceeded', { retryAfter: Math.ceil(ttl / 1000) }) })
  server.setErrorHandler(refuse)
  await server.register(async api => {
    for (const route of routes) registerRoute(api, app, route)
    registerRealtime(api, app)
  }, { prefix: '/api/v1' })
  registerDiscovery(server, app.settings)
  await serveWeb(server)
  return server
}

/**
 * Whose word about the caller's address is taken: who speaks to us, since with https a proxy does, and other proxies within the private
 * network. What stands in `X-Forwarded-For` before them anybody may have written.
 */
function isProxy(address: string, hop: number): boolean {
  return hop === 0 || (isIP(address) !== 0 && isPrivateAddress(address))
}

/** Of a route that takes its body as bytes, in a scope of its own: there no parser reads what comes. */
function registerRaw(server: FastifyInstance, app: App, route: Route): void {
  void server.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: route.rawBytes }, (_, body, done) => done(null, body))
    registerRoute(scope, app, { ...route, rawBytes: undefined })
  })
}

function registerRoute(server: FastifyInstance, app: App, route: Route): void {
  if (route.rawBytes !== undefined) return registerRaw(server, app, route)
  server.route({
    method: route.method,
    url: route.path,
    config: route.limit ? { rateLimit: { max: route.limit, timeWindow: '1 minute' } } : {},
    handler: async (request, reply) => send(reply, await answerRequest(app, route, request, reply)),
  })
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers)
  if (answer.stream) return reply.send(answer.stream)
  if (answer.text === undefined) return reply.send()
  if (!reply.hasHeader('content-type')) reply.header('content-type', 'application/json; charset=utf-8')
  return reply.send(answer.text)
}

/** JSON bodies; an empty one is none, and what cannot be parsed is 400. */
function acceptJson(server: FastifyInstance): void {
  server.removeContentTypeParser(['application/json', 'text/plain'])
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => {
    if (body === '') return done(null, undefined)
    try {
      done(null, readJson(body as string))
    } catch (error) {
      done(error as Problem)
    }
  })
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed')
  // what is still being sent flows on: a connection that is closed meanwhile takes the answer with it
  if (problem.code === 'body.tooLarge' && Number(request.headers['content-length'] ?? 0) < FLOWS_ON) reply.removeHeader('connection')
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter)
  const challenge = request.headers.cookie === undefined && challengeOf(problem)
  if (challenge) reply.header('www-authenticate', challenge)
  return reply.code(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(toBody(problem, request.id, languages.get(request) ?? localeOf(request) ?? 'en')))
}

/** What a program without a session is told by RFC 6750 §3. */
function challengeOf({ code, status, parameters }: Problem): string | undefined {
  if (code === 'scope.missing') return `Bearer error="insufficient_scope", scope="${String(parameters.scope)}"`
  if (code === 'key.invalid') return 'Bearer error="invalid_token"'
  return status === 401 ? 'Bearer' : undefined
}

/** What Node's own HTTP parser refuses: headers too large (431), garbage (400). */
function refuseBelowRouter(error: NodeJS.ErrnoException, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (error.code === 'HPE_HEADER_OVERFLOW') refuseRaw(socket, 'header.tooLarge', '431 Request Header Fields Too Large')
  else refuseRaw(socket, 'syntax.invalid', '400 Bad Request')
}

/** Where there is a connection and no request that Fastify knows. */
function refuseRaw(socket: import('node:stream').Duplex, code: string, status: string): void {
  const body = JSON.stringify(toBody(new Problem(code, { parameters: { reason: 'HTTP' } }), crypto.randomUUID(), 'en'))
  socket.end(`HTTP/1.1 ${status}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`)
}

/** The built web app; every address that is no file is the app's own. */
async function serveWeb(server: FastifyInstance): Promise<void> {
  const built = existsSync(`${webFolder}index.html`)
  if (built) {
    await server.register(serveStatic, { root: webFolder, wildcard: false, index: false, cacheControl: false, setHeaders: (response, path) => {
      void response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    } })
  }
  server.setNotFoundHandler((request, reply) => {
    const page = built && request.method === 'GET' && !request.url.startsWith('/api/') && String(request.headers.accept ?? '').includes('text/html')
    if (page) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    throw new Problem('notFound')
  })
}

