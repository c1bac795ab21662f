// The workflow room: the address of a workflow that is called from outside, and its secret. Both can be made anew; a secret
// is shown once.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { moment, type Row } from '../../kernel/http/answer-part.ts'
import { seal } from '../../kernel/sealed.ts'

export const hookAnswer = z.object({
  path: z.string().meta({ description: 'Below the address of the installation; whoever knows it may try to call' }),
  url: z.string().meta({ description: 'The whole address, where the installation knows its own' }),
  createdAt: moment, secretAt: moment.meta({ description: 'Since when the secret is the one it is' }),
})

type Hook = Row<typeof hookAnswer> & { secretAt: Date }

const tableOf = ({ workspace }: Context) => identifier(workspace.schema, '_workflow_hook')

/** `<workspace>.<43 characters>`: 256 bits of chance. */
const makeToken = ({ workspace }: Context) => `${workspace.slug}.${randomBytes(32).toString('base64url')}`
const makeSecret = () => `hook_${randomBytes(24).toString('base64url')}`

/** Gives the workflow an address and a secret where it has none yet; answers a new secret, undefined where there is one. */
export async function openHook(context: Context, app: App, workflow: string): Promise<string | undefined> {
  const secret = makeSecret()
  const rows = await context.sql.query(sql`insert into ${tableOf(context)} (workflow, token, secret, created_at, secret_at)
    values (${workflow}, ${makeToken(context)}, ${seal(app.settings.secret, secret)}, ${context.now}, ${context.now}) on conflict do nothing returning workflow`)
  return rows.length ? secret : undefined
}

export async function readHook(context: Context, { settings }: App, workflow: string): Promise<Hook | null> {
  const [row] = await context.sql.query<{ token: string, createdAt: Date, secretAt: Date }>(sql`select token, created_at as "createdAt", secret_at as "secretAt"
    from ${tableOf(context)} where workflow = ${workflow}`)
  if (!row) return null
  const { token, ...rest } = row
  const path = `/api/v1/hooks/${token}`
  return { path, url: `${settings.url ?? ''}${path}`, ...rest }
}

/** The former address is no more. */
export async function renewAddress(context: Context, workflow: string): Promise<void> {
  await context.sql.query(sql`update ${tableOf(context)} set token = ${makeToken(context)}, created_at = ${context.now} where workflow = ${workflow}`)
}

/** The former secret is no more; `given` where the other side brings its own. */
export async function renewSecret(context: Context, { settings }: App, workflow: string, given?: string): Promise<string> {
  const secret = given ?? makeSecret()
  await context.sql.query(sql`update ${tableOf(context)} set secret = ${seal(settings.secret, secret)}, secret_at = ${context.now} where workflow = ${workflow}`)
  return secret
}
