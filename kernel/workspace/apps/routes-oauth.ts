// Apps: OAuth 2.1 as programs speak it: a member is asked on a page of ours, the app gets a code, and for it tokens.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import { Problem } from '../../http/errors.ts'
import { Answer, route } from '../../http/route.ts'
import { tagOf } from '../api-key.ts'
import { workspacesOf } from '../authenticate.ts'
import { allowedTo, authorizationQuery, clientOf, readAsked, refusedTo, type AuthorizationQuery } from './authorization.ts'
import type { Client } from './app.ts'
import { findCaller, FORM_BYTES, needed, readForm } from './client-request.ts'
import { issuerOf } from './discovery.ts'
import { addGrant } from './grant.ts'
import { OAuthRefusal, refusalAnswer } from './oauth-refusal.ts'
import { placeOf } from './redirect.ts'
import { appScopes } from './scope.ts'
import { exchangeCode, refresh, revoke, type Exchange } from './token.ts'

const tag = 'apps'

const askedAnswer = z.object({
  workspace: z.string().meta({ description: 'Where the app is registered: perhaps another of the caller\'s workspaces, and to be asked there' }),
  asked: z.object({
    app: z.string(), place: z.string().meta({ description: 'Where the member is sent back to' }),
    scope: z.enum(appScopes).nullable().meta({ description: 'What it would get: never more than she may do herself' }),
    refused: z.object({ reason: z.string(), to: z.string() }).nullable().meta({ description: 'The app asked wrongly: it learns so where the member is sent' }),
  }).nullable(),
})
const tokensAnswer = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number(), refresh_token: z.string(), scope: z.string() })

/** Only a person who sits before our own page allows anything; a program with her key or token does not. */
function checkPerson({ workspace, actor }: Context, request: FastifyRequest): void {
  if (request.headers.authorization !== undefined || !workspace.members.get(actor.member)?.user) throw new Problem('permission.denied')
}

/** The workspace of the caller's where the app is registered, if it is another than the one that she is in. */
async function elsewhere(app: App, { workspace, actor }: Context, { client_id: id }: AuthorizationQuery): Promise<string | undefined> {
  const tag = /^hubapp_([\w-]{8})/.exec(id)?.[1]
  if (!tag || tag === tagOf(workspace.schema)) return undefined
  return (await workspacesOf(app, workspace.members.get(actor.member)!.user!)).find(({ schema }) => tagOf(schema) === tag)?.slug
}

function describeAsked(context: Context, client: Client, query: AuthorizationQuery, issuer: string) {
  const told = { app: client.name, place: placeOf(query.redirect_uri) }
  try {
    return { ...told, scope: readAsked(context, client, query).scope, refused: null }
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error
    return { ...told, scope: null, refused: { reason: error.message, to: refusedTo(issuer, query, error.code, error.message) } }
  }
}

/** The tokens, or the refusal in OAuth's words. A grant that broke is forgotten everywhere before the answer. */
async function settle({ auth }: App, { tokens, refused, broken }: Exchange, requestId: string): Promise<Answer> {
  if (broken) await auth.keys.forget(broken)
  return refused ? refusalAnswer(refused, requestId) : new Answer({ headers: { 'cache-control': 'no-store' }, json: tokens })
}

async function inWords(request: FastifyRequest, work: () => Promise<Answer>): Promise<Answer> {
  return work().catch(error => {
    if (error instanceof OAuthRefusal) return refusalAnswer(error, request.id)
    throw error
  })
}

export const oauthRoutes = [
  route({
    method: 'GET', path: '/oauth/authorize', summary: 'What an app asks the member for; the page /oauth/authorize shows it', tag, apps: 'never', query: authorizationQuery, answer: askedAnswer,
    async handler(context, { query, app, request }) {
      checkPerson(context, request)
      const other = await elsewhere(app, context, query)
      if (other) return { workspace: other, asked: null }
      const client = await clientOf(context, query)
      return { workspace: context.workspace.slug, asked: describeAsked(context, client, query, issuerOf(app.settings, request)) }
    },
  }),
  route({
    method: 'POST', path: '/oauth/authorize', summary: 'Let an app act for the caller, or not; answers where she goes back to', tag, apps: 'never', limit: 60,
    body: authorizationQuery.extend({ allow: z.boolean() }), answer: z.object({ to: z.string() }),
    async handler(context, { body: { allow, ...query }, app, request }) {
      checkPerson(context, request)
      const client = await clientOf(context, query)
      const issuer = issuerOf(app.settings, request)
      try {
        const asked = readAsked(context, client, query)
        if (!allow) return { to: refusedTo(issuer, query, 'access_denied') }
        return { to: allowedTo(issuer, query, await addGrant(context, client, asked)) }
      } catch (error) {
        if (!(error instanceof OAuthRefusal)) throw error
        return { to: refusedTo(issuer, query, error.code, error.message) }
      }
    },
  }),
  route({
    method: 'POST', path: '/oauth/token', summary: 'A code or a refresh token for an access token: a form, as RFC 6749 has it', tag, access: 'public', limit: 600, rawBytes: FORM_BYTES, ownTransaction: true, answer: tokensAnswer,
    handler: (_, { app, request }) => inWords(request, async () => {
      const form = readForm(request.body, request.headers)
      const grant = needed(form, 'grant_type')
      if (grant !== 'authorization_code' && grant !== 'refresh_token') throw new OAuthRefusal('unsupported_grant_type', 'Expected authorization_code or refresh_token')
      const { client, schema } = await findCaller(app, form, request.headers)
      const exchange = grant === 'refresh_token' ? await refresh(app.database, schema, client, { token: needed(form, 'refresh_token'), scope: form.get('scope') })
        : await exchangeCode(app.database, schema, client, { code: needed(form, 'code'), redirect: needed(form, 'redirect_uri'), verifier: needed(form, 'code_verifier') })
      return settle(app, exchange, request.id)
    }),
  }),
  route({
    method: 'POST', path: '/oauth/revoke', summary: 'An app gives back what a member let it do (RFC 7009)', tag, access: 'public', limit: 600, rawBytes: FORM_BYTES, ownTransaction: true, answer: z.object({}),
    handler: (_, { app, request }) => inWords(request, async () => {
      const form = readForm(request.body, request.headers)
      const { client, schema } = await findCaller(app, form, request.headers)
      const ended = await revoke(app.database, schema, client, needed(form, 'token'))
      if (ended) await app.auth.keys.forget(ended)
      return new Answer({ headers: { 'cache-control': 'no-store' }, json: {} })
    }),
  }),
]
