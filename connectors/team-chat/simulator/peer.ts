// Team chat, outside: a stand-in for Slack's (Mattermost's, Rocket.Chat's) and Zoho Cliq's ends, on this machine. It keeps
// what it got and answers as the real ones do, also with their errors: nothing of it ever leaves the house.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What it got, as it came. */
export interface Got { path: string, body: any, at: number }

/** How the next posts are met; then all is well again. */
export type Mood = 'tooFast' | 'down' | 'noService' | 'archived' | 'garbled' | 'cutOff'

export interface Simulator {
  /** Of a Slack-like webhook, and of a Cliq channel. */
  slackAddress: string
  cliqAddress: string
  got: Got[]
  moods: Mood[]
  close(): Promise<void>
}

const RETRY_SECONDS = '1'

const slackErrors: Record<Exclude<Mood, 'cutOff'>, [number, string]> = { tooFast: [429, 'rate_limited'], down: [503, 'service_unavailable'], noService: [404, 'no_service'], archived: [410, 'channel_is_archived'], garbled: [400, 'bad\0word'] }
const cliqErrors: Record<Exclude<Mood, 'cutOff'>, [number, string]> = { tooFast: [429, 'request_limit_exceeded'], down: [500, 'operation_failed'], noService: [404, 'channel_not_found'], archived: [400, 'channel_archived'], garbled: [400, 'bad\0word'] }

export async function startSimulator(): Promise<Simulator> {
  const got: Got[] = []
  const moods: Mood[] = []
  const server = createServer((request, response) => void receive(request, response, got, moods))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    slackAddress: `${origin}/services/T1/B1/secret`, cliqAddress: `${origin}/api/v2/channelsbyname/sales/message?zapikey=1001.secret`, got, moods,
    close: () => new Promise(resolve => {
      server.closeAllConnections()
      server.close(() => resolve())
    }),
  }
}

async function receive(request: IncomingMessage, response: ServerResponse, got: Got[], moods: Mood[]): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const isCliq = request.url!.startsWith('/api/v2/')
  const body = readBody(Buffer.concat(parts).toString())
  if (typeof body?.text !== 'string') return answer(response, 400, isCliq, 'invalid_payload')
  const mood = moods.shift()
  if (mood === 'cutOff') return void request.socket.destroy()
  if (mood) {
    if (mood === 'tooFast') response.setHeader('retry-after', RETRY_SECONDS)
    return answer(response, ...withPeer(isCliq, mood))
  }
  got.push({ path: request.url!, body, at: performance.now() })
  if (isCliq) response.writeHead(204).end()
  else response.writeHead(200, { 'content-type': 'text/plain' }).end('ok')
}

function withPeer(isCliq: boolean, mood: Exclude<Mood, 'cutOff'>): [number, boolean, string] {
  const [status, word] = (isCliq ? cliqErrors : slackErrors)[mood]
  return [status, isCliq, word]
}

/** Slack says it in a word, Cliq in JSON. */
function answer(response: ServerResponse, status: number, isCliq: boolean, word: string): void {
  if (isCliq) response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code: word, message: word.replaceAll('_', ' ') }))
  else response.writeHead(status, { 'content-type': 'text/plain' }).end(word)
}

function readBody(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
