// Where `hubung import` sends its file: the server that runs, or one of its own for as long as the import takes.
import pino from 'pino'
import { createApp } from '../kernel/app.ts'
import { Database } from '../kernel/database/database.ts'
import { openServer } from '../kernel/database/open-server.ts'
import { Refusal } from '../kernel/refusal.ts'
import { readSettings, type Settings } from '../kernel/settings.ts'
import { lendKey } from '../kernel/workspace/lent-key.ts'
import { modules, templates } from './modules.ts'

export interface ImportServer {
  /** Its address, without /api/v1. */
  url: string
  key: string
  close(): Promise<void>
}

export interface Wanted { url?: string, key?: string, workspace?: string, member?: string }

const quiet = { info: () => {}, warn: console.warn, error: console.error }

/** Refuses (`Refusal`) when nobody is named who imports, or a named server does not answer. */
export async function reachServer(wanted: Wanted): Promise<ImportServer> {
  const { url, key, member } = wanted
  if (!key && !member) throw new Refusal('Say who imports: --key hub_… (or HUBUNG_KEY), or on this machine --member <email>.')
  if (url) {
    if (!key) throw new Refusal('A server named by --url needs an API key: --key hub_… (or HUBUNG_KEY).')
    if (!await isReady(url)) throw new Refusal(`No Hubung answers at ${url}: start it, or correct --url.`)
    return { url, key, close: async () => {} }
  }
  const settings = readSettings()
  const running = localAddress(settings)
  if (!await isReady(running)) return startServer(settings, wanted)
  return key ? { url: running, key, close: async () => {} } : besideServer(settings, running, wanted)
}

/** The server's own address on this machine: the public one may lead around it. */
function localAddress({ host, port }: Settings): string {
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/health/ready`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
  return answer?.status === 200
}

async function besideServer(settings: Settings, url: string, { workspace, member }: Wanted): Promise<ImportServer> {
  const server = await openServer(settings, quiet, true)
  const database = new Database(server.url, 1)
  const close = async () => {
    await database.end()
    await server.stop()
  }
  try {
    const { key, end } = await lendKey(database, workspace, member!)
    return { url, key, close: () => end().finally(close) }
  } catch (error) {
    await close()
    throw error
  }
}

/** On a free port of this machine, with a worker. What it leaves undone goes on at the next start. */
async function startServer(settings: Settings, { key, workspace, member }: Wanted): Promise<ImportServer> {
  const server = await openServer(settings, quiet)
  try {
    const own = { ...settings, port: 0, host: '127.0.0.1', role: 'all' as const }
    const app = await createApp({ settings: own, databaseUrl: server.url, log: pino({ level: settings.logLevel }), modules, templates })
    try {
      const lent = key ? undefined : await lendKey(app.database, workspace, member!)
      const url = await app.listen()
      await app.work()
      return { url, key: key ?? lent!.key, async close() {
        await lent?.end()
        await app.close()
        await server.stop()
      } }
    } catch (error) {
      await app.close()
      throw error
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}
