// Database room: the server a process works with: the one DATABASE_URL names, or the embedded one of the data folder.
import type { Settings } from '../settings.ts'
import { startEmbedded, type Log } from './embedded.ts'
import { checkExternal } from './external.ts'

/** `embedded` tells which it is; `stop` ends only a server that is ours; `onExit` is told when ours is lost for good. */
export type Server = {
  url: string
  embedded: boolean
  stop(patience?: number): Promise<void>
  onExit(listener: (reason: Error) => void): void
}

/** `share`: a short command beside a running server uses that server's database. */
export async function openServer(settings: Settings, log: Log, share = false): Promise<Server> {
  if (settings.databaseUrl) {
    await checkExternal(settings.databaseUrl)
    return { url: settings.databaseUrl, embedded: false, stop: async () => {}, onExit: () => {} }
  }
  const embedded = await startEmbedded({ folder: settings.dataFolder, log, share })
  return { ...embedded, embedded: true }
}
