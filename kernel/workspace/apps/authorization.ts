// Apps: what an app asks a member for (RFC 6749 §4.1.1, with PKCE: RFC 7636, RFC 9207). Whoever is not known to be the app,
// by its id and an address written down for it, is refused here and never sent anybody.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Problem, refuse } from '../../http/errors.ts'
import { isKept } from '../input.ts'
import { findClient, type Client } from './app.ts'
import { OAuthRefusal, type OAuthCode } from './oauth-refusal.ts'
import { withParameters } from './redirect.ts'
import { lesser, readScope, type AppScope } from './scope.ts'

const part = z.string().max(2000).refine(isKept)

/** The parameters as they stand in the address; judged one by one, since a fault of some is told to the app. */
export const authorizationQuery = z.object({
  client_id: part, redirect_uri: part,
  response_type: part.optional(), scope: part.optional(), state: part.optional(), code_challenge: part.optional(), code_challenge_method: part.optional(),
})

export type AuthorizationQuery = z.output<typeof authorizationQuery>

export interface Asked { client: Client, redirect: string, scope: AppScope, challenge: string }

/** Who asks. Throws `app.unknown` (404) and `app.redirectUnknown` (422), which are told to the member alone. */
export async function clientOf({ sql, workspace }: Pick<Context, 'sql' | 'workspace'>, query: AuthorizationQuery): Promise<Client> {
  const client = await findClient(sql, workspace.schema, query.client_id)
  if (!client) throw new Problem('app.unknown')
  if (!client.redirects.includes(query.redirect_uri)) throw refuse([{ path: 'redirect_uri', code: 'app.redirectUnknown' }])
  return client
}

/** What it asks for, bounded by what the app may have and what the member may do. Throws OAuthRefusal, which is told to the app. */
export function readAsked({ actor }: Context, client: Client, query: AuthorizationQuery): Asked {
  const { redirect_uri: redirect, code_challenge: challenge } = query
  if (query.response_type !== 'code') throw new OAuthRefusal('unsupported_response_type', 'response_type must be code')
  if (challenge === undefined) throw new OAuthRefusal('invalid_request', 'code_challenge is missing (PKCE)')
  if (query.code_challenge_method !== 'S256') throw new OAuthRefusal('invalid_request', 'code_challenge_method must be S256')
  if (!/^[\w-]{43}$/.test(challenge)) throw new OAuthRefusal('invalid_request', 'code_challenge is no SHA-256 in base64url')
  const wanted = query.scope === undefined || query.scope === '' ? 'read' : readScope(query.scope)
  if (!wanted) throw new OAuthRefusal('invalid_scope', 'The scopes are read, write and admin')
  return { client, redirect, challenge, scope: lesser(lesser(wanted, client.scope), actor.role.administrator ? 'admin' : 'write') }
}

/** Where the member goes back to when the app is refused. */
export function refusedTo(issuer: string, { redirect_uri: redirect, state }: AuthorizationQuery, code: OAuthCode, description?: string): string {
  return withParameters(redirect, { error: code, error_description: description, state, iss: issuer })
}

export function allowedTo(issuer: string, { redirect_uri: redirect, state }: AuthorizationQuery, code: string): string {
  return withParameters(redirect, { code, state, iss: issuer })
}
