// Event room: the door to realtime: a WebSocket by cookie (from our own pages), by API key, or by ticket (API.md §2).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { App } from '../app.ts'
import { Problem } from '../http/errors.ts'
import { route, type Route } from '../http/route.ts'
import { actorOf } from '../workspace/actor.ts'
import { heldGrants } from '../workspace/apps/grant.ts'
import { authenticate, type Authenticated } from '../workspace/authenticate.ts'
import { isForeign } from '../workspace/origin.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { Realtime } from './realtime.ts'
import { closing, Line, readSubscription, type Identity } from './realtime-line.ts'
import { issueTicket, redeemTicket, TICKET_SECONDS } from './realtime-ticket.ts'

interface Guest { identity: Identity, workspace: Workspace }

const guests = new WeakMap<FastifyRequest, Guest | undefined>()

export const realtimeTicketRoutes: Route[] = [
  route({
    method: 'POST', path: '/realtime/tickets', tag: 'realtime', summary: 'A ticket that opens one realtime line within a minute', status: 201, apps: 'read',
    answer: z.object({ ticket: z.string(), expiresIn: z.number() }),
    async handler(context, { app, request }) {
      const caller = await authenticate(app, request)
      return { ticket: await issueTicket(context.sql, { ...identityOf(caller!), workspace: context.workspace.slug }), expiresIn: TICKET_SECONDS }
    },
  }),
]

/** `GET /realtime` below the server's prefix. */
export function registerRealtime(server: FastifyInstance, app: App): void {
  const realtime = new Realtime(app)
  server.addHook('onReady', () => realtime.start())
  server.addHook('preClose', async () => realtime.stop())
  server.route({
    method: 'GET',
    url: '/realtime',
    preValidation: async request => { guests.set(request, await admit(app, request)) },
    handler: () => { throw new Problem('notFound') },
    wsHandler: (socket, request) => open(app, realtime, socket, guests.get(request)),
  })
}

/**
 * Who asks for a line. Undefined for nobody: the line is then opened and closed with 4401, since a browser's page learns
 * nothing of an opening that is refused. A page of another origin is refused (403).
 */
async function admit(app: App, request: FastifyRequest): Promise<Guest | undefined> {
  const { ticket, workspace: slug } = request.query as { ticket?: unknown, workspace?: unknown }
  if (typeof ticket === 'string') return admitTicket(app, ticket)
  if (request.headers.authorization === undefined && isForeign(app.settings, request)) throw new Problem('origin.foreign')
  const headers = typeof slug === 'string' ? { ...request.headers, 'x-workspace': slug } : request.headers
  const caller = await authenticate(app, { method: 'GET', headers }).catch(error => {
    if (error instanceof Problem && error.status === 401) return undefined
    throw error
  })
  if (!caller) return undefined
  return { workspace: caller.workspace, identity: identityOf(caller) }
}

function identityOf({ actor: { member, way, role }, session, grant }: Authenticated): Identity {
  return { member, way, session: session?.sessionId, grant: grant?.id, narrowed: role.narrowed }
}

async function admitTicket(app: App, ticket: string): Promise<Guest | undefined> {
  const holder = await redeemTicket(app.database, ticket)
  const workspace = holder && await app.workspaces.get(holder.workspace)
  // her session, or what the member let an app do, may have ended since
  if (holder?.session && (await app.auth.heldSessions([holder.session])).length === 0) return undefined
  if (workspace && holder.grant && (await heldGrants(app.database, workspace.schema, [holder.grant])).length === 0) return undefined
  return workspace && actorOf(workspace, holder.member, holder.way, holder.narrowed) ? { workspace, identity: holder } : undefined
}

function open(app: App, realtime: Realtime, socket: WebSocket, guest: Guest | undefined): void {
  // the peer's faults end its line, never the process
  socket.on('error', () => socket.terminate())
  if (!guest) return socket.close(closing.revoked, 'signIn')
  const line = new Line(socket, guest.identity)
  realtime.add(line, guest.workspace)
  socket.on('close', () => realtime.remove(line))
  socket.on('message', data => {
    const subscription = readSubscription(String(data))
    if (!subscription) return line.close(closing.unreadable, 'unreadable')
    realtime.subscribe(line, subscription).catch(error => {
      app.log.warn({ code: error.code }, 'A realtime line could not be set up')
      line.close(closing.slow, 'resume')
    })
  })
}
