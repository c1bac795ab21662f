// `hubung start`: one process from settings to a served address, and back in order.
import pino from 'pino'
import type { RunningApp } from '../../kernel/app.ts'
import { systemDataFolder } from '../../kernel/database/embedded-user.ts'
import { openServer, type Server } from '../../kernel/database/open-server.ts'
import { codeOf, messageOf, Refusal } from '../../kernel/refusal.ts'
import { environmentTable, readSettings, type Settings } from '../../kernel/settings.ts'
import { awaitEnd } from '../ending.ts'

export const help = `Usage: npm start -- [options]

  --port <number>      port to listen on
  --host <address>     address to listen on, such as 0.0.0.0
  --role <role>        all (default), web or worker
  --demo [template]    make a demo workspace with data and print its sign-in

Environment (all optional):

${environmentTable.map(([name, fallback, meaning]) => `  ${name.padEnd(15)}${meaning}${fallback && ` (${fallback})`}`).join('\n')}`

/** The whole stop takes less than 10 s: this much for the app, the rest for the database. */
const patienceForApp = 6000
const patienceForDatabase = 3000

export async function run(args: string[]): Promise<number> {
  const settings = readSettings(args)
  const end = awaitEnd()
  if (settings.dataFolder === systemDataFolder) console.log(`The data is kept in ${systemDataFolder}, where the database's user can reach it.`)
  const log = pino({ level: settings.logLevel })
  const opening = openServer(settings, { info: console.log, warn: console.warn, error: console.error })
  // The program is read while the database starts.
  const [server, { createApp }, { modules, templates }] = await Promise.all([opening, import('../../kernel/app.ts'), import('../modules.ts')])
  server.onExit(end.fail)
  let app: RunningApp | undefined
  try {
    app = await createApp({ settings, databaseUrl: server.url, log, modules, templates })
    const address = settings.role === 'worker' ? undefined : await app.listen()
    if (settings.role !== 'web') await app.work()
    if (settings.demo !== undefined) await showDemo(app, settings.demo)
    await announce(address, app)
    await end.reached
    return 0
  } catch (error) {
    throw explain(error, settings)
  } finally {
    await stop(app, server)
  }
}

async function announce(address: string | undefined, app: RunningApp): Promise<void> {
  if (!address) return console.log('The worker is at work.')
  console.log(`Hubung is running at ${address}`)
  if ((await app.workspaces.list()).length > 0) return
  console.log('Set-up is waiting there: open the address in a browser.')
  console.log(`From another machine or through a proxy it asks for this token: ${app.setupToken}`)
}

async function showDemo(app: RunningApp, template: string): Promise<void> {
  const { demoEmail, makeDemo } = await import('../demo.ts')
  const password = await makeDemo(app, template)
  console.log(password ? `The demo workspace is ready: sign in as ${demoEmail} with the password ${password}` : `The demo workspace is there already: sign in as ${demoEmail} (a new password: npm run hubung -- user password ${demoEmail})`)
}

/** First the app, which still needs the database, then the database. */
async function stop(app: RunningApp | undefined, server: Server): Promise<void> {
  const late = new Promise<void>((done) => { setTimeout(done, patienceForApp).unref() })
  await Promise.race([app?.close(), late]).catch((error) => console.error(error))
  await server.stop(patienceForDatabase)
}

function explain(error: unknown, { port, host }: Settings): unknown {
  const code = codeOf(error)
  if (code === 'EADDRINUSE') return new Refusal(`Port ${port} on ${host} is taken by another program: stop that one, or choose another port (npm start -- --port ${port + 1}).`)
  if (code === 'EACCES') return new Refusal(`This user may not listen on port ${port}: choose one above 1023 (npm start -- --port 3000).`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new Refusal(`This machine does not have the address ${host}: correct HUBUNG_HOST or --host (${messageOf(error)}).`)
  if (code === 'ECONNREFUSED' || code.startsWith('57P') || /Connection terminated/.test(messageOf(error))) {
    return new Refusal(`The database went away while Hubung was starting (${messageOf(error)}): start it again.`)
  }
  return error
}
