// Apps: the token endpoint: a code becomes an access and a refresh token, a refresh token another access token.
import type { Database, Transaction } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { wallClock } from '../../job/clock.ts'
import type { Client } from './app.ts'
import { grantTable, tokenTable } from './grant.ts'
import { OAuthRefusal } from './oauth-refusal.ts'
import { covers, lesser, readScope, wordsOf, type AppScope } from './scope.ts'
import { answersChallenge, hashOf, makeSecret, type SecretKind } from './secret.ts'

const ACCESS_SECONDS = 3600
/** An app that was not used for so long asks its member again. */
const REFRESH_SECONDS = 90 * 86_400

/** As RFC 6749 §5.1 writes it. */
export interface Tokens { access_token: string, token_type: 'Bearer', expires_in: number, refresh_token: string, scope: string }

/** `broken`: a grant that ended because a code or token came a second time; others must forget it. */
export interface Exchange { tokens?: Tokens, refused?: OAuthRefusal, broken?: string }

interface Held { grant: string, app: string, scope: AppScope, granted: AppScope, spent: boolean, expired: boolean, redirect: string | null, challenge: string | null }

/** The token with its grant locked, so that two uses at once are one after the other. */
async function find(transaction: Transaction, schema: string, kind: SecretKind, text: string): Promise<Held | undefined> {
  const [held] = await transaction.query<Held>(sql`select g.id as grant, g.app, t.scope, g.scope as granted, t.spent_at is not null as spent, t.expires_at <= ${wallClock()} as expired, t.redirect, t.challenge
    from ${tokenTable(schema)} t join ${grantTable(schema)} g on g.id = t."grant" where t.hash = ${hashOf(text)} and t.kind = ${kind} for update`)
  return held
}

export async function exchangeCode(database: Database, schema: string, client: Client, given: { code: string, redirect: string, verifier: string }): Promise<Exchange> {
  return database.transaction(async transaction => {
    const held = await find(transaction, schema, 'code', given.code)
    if (!held || held.app !== client.id) return { refused: new OAuthRefusal('invalid_grant', 'The code is not valid') }
    if (held.spent) return breakGrant(transaction, schema, held.grant)
    await spend(transaction, schema, given.code)
    if (held.expired) return { refused: new OAuthRefusal('invalid_grant', 'The code has expired') }
    if (held.redirect !== given.redirect) return { refused: new OAuthRefusal('invalid_grant', 'redirect_uri is not the one that the code was sent to') }
    if (!answersChallenge(given.verifier, held.challenge!)) return { refused: new OAuthRefusal('invalid_grant', 'code_verifier does not answer the challenge') }
    const refresh = await issue(transaction, schema, held.grant, 'refresh', held.scope)
    return { tokens: await withAccess(transaction, schema, held, refresh) }
  })
}

/** A public app gets another refresh token with each use; one that is used twice ends the grant (RFC 9700 §4.14.2). */
export async function refresh(database: Database, schema: string, client: Client, given: { token: string, scope: string | undefined }): Promise<Exchange> {
  return database.transaction(async transaction => {
    const held = await find(transaction, schema, 'refresh', given.token)
    if (!held || held.app !== client.id) return { refused: new OAuthRefusal('invalid_grant', 'The refresh token is not valid') }
    if (held.spent) return breakGrant(transaction, schema, held.grant)
    if (held.expired) return { refused: new OAuthRefusal('invalid_grant', 'The refresh token has expired') }
    const wanted = given.scope === undefined ? lesser(held.granted, client.scope) : readScope(given.scope)
    if (!wanted || !covers(held.granted, wanted)) return { refused: new OAuthRefusal('invalid_scope', 'More than the member allowed') }
    if (client.secret) {
      await transaction.query(sql`update ${tokenTable(schema)} set expires_at = ${after(REFRESH_SECONDS)} where hash = ${hashOf(given.token)}`)
      return { tokens: await withAccess(transaction, schema, { ...held, scope: wanted }, given.token) }
    }
    await spend(transaction, schema, given.token)
    const next = await issue(transaction, schema, held.grant, 'refresh', held.granted)
    return { tokens: await withAccess(transaction, schema, { ...held, scope: wanted }, next) }
  })
}

/** Ends what a token stands for, if it is the client's; answers the grant that others must forget (RFC 7009). */
export async function revoke(database: Database, schema: string, client: Client, token: string): Promise<string | undefined> {
  const [ended] = await database.query<{ grant: string }>(sql`delete from ${grantTable(schema)} g using ${tokenTable(schema)} t
    where t.hash = ${hashOf(token)} and t.kind in ('access', 'refresh') and g.id = t."grant" and g.app = ${client.id} returning g.id as grant`)
  return ended?.grant
}

async function breakGrant(transaction: Transaction, schema: string, grant: string): Promise<Exchange> {
  await transaction.query(sql`delete from ${grantTable(schema)} where id = ${grant}::uuid`)
  return { refused: new OAuthRefusal('invalid_grant', 'It was used before; what the member allowed has ended'), broken: grant }
}

async function spend(transaction: Transaction, schema: string, token: string): Promise<void> {
  await transaction.query(sql`update ${tokenTable(schema)} set spent_at = ${wallClock()} where hash = ${hashOf(token)}`)
}

async function withAccess(transaction: Transaction, schema: string, { grant, scope }: Held, refreshToken: string): Promise<Tokens> {
  await transaction.query(sql`delete from ${tokenTable(schema)} where "grant" = ${grant}::uuid and expires_at <= ${wallClock()}`)
  const access = await issue(transaction, schema, grant, 'access', scope)
  return { access_token: access, token_type: 'Bearer', expires_in: ACCESS_SECONDS, refresh_token: refreshToken, scope: wordsOf(scope) }
}

async function issue(transaction: Transaction, schema: string, grant: string, kind: 'access' | 'refresh', scope: AppScope): Promise<string> {
  const token = makeSecret(kind, schema)
  await transaction.query(sql`insert into ${tokenTable(schema)} (hash, "grant", kind, scope, expires_at)
    values (${hashOf(token)}, ${grant}, ${kind}, ${scope}, ${after(kind === 'access' ? ACCESS_SECONDS : REFRESH_SECONDS)})`)
  return token
}

function after(seconds: number): Date {
  return new Date(wallClock().getTime() + seconds * 1000)
}
