// `hubung user`: who can sign in, and a new password for somebody who lost hers and gets no mail.
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Database } from '../../kernel/database/database.ts'
import { openServer } from '../../kernel/database/open-server.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { readSettings } from '../../kernel/settings.ts'
import { listUsers, setPassword } from '../../kernel/workspace/user.ts'

export const help = `Usage: npm run hubung -- user list
       npm run hubung -- user password <email>

"list" shows who can sign in, with their workspaces. "password" asks for a new password (or reads it from standard input),
sets it and ends all sessions of that user. Both may run beside a running server.`

export async function run(args: string[]): Promise<number> {
  const [verb, email, ...rest] = args
  const known = (verb === 'list' && email === undefined) || (verb === 'password' && email !== undefined && rest.length === 0)
  if (!known) throw new Refusal(help)
  const settings = readSettings()
  const server = await openServer(settings, { info: () => {}, warn: console.warn, error: console.error }, true)
  const database = new Database(server.url, 2)
  try {
    if (verb === 'list') await printUsers(database)
    else await setPassword(database, settings, email, await askPassword())
    if (verb === 'password') console.log(`The password of ${email} is set; all sessions of that user have ended.`)
    return 0
  } finally {
    await database.end()
    await server.stop()
  }
}

async function printUsers(database: Database): Promise<void> {
  const users = await listUsers(database)
  if (users.length === 0) return console.log('There is no user yet: start the server and open its address.')
  const width = Math.max(...users.map(user => user.email.length))
  for (const { email, name, workspaces } of users) console.log(`${email.padEnd(width)}  ${name}  (${workspaces.join(', ')})`)
}

async function askPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stdout : undefined })
  try {
    // at the end of its input a question is never answered
    const ended = once(lines, 'close').then(() => '')
    return (await Promise.race([lines.question(process.stdin.isTTY ? 'New password: ' : ''), ended])).trim()
  } finally {
    lines.close()
  }
}
