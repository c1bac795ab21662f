// An outside program in tests: registered by an administrator, let in by a person, speaking OAuth as such programs do.
import { createHash, randomBytes } from 'node:crypto'
import { Client, type Reply } from './client.ts'
import type { TestWorkspace } from './workspace.ts'

export const redirect = 'https://n8n.example.com/rest/oauth2-credential/callback'

export interface RegisteredApp { id: string, clientId: string, secret: string | null }

export async function registerApp(w: TestWorkspace, given: object = {}): Promise<RegisteredApp> {
  return w.admin.post('/apps', { name: `n8n ${randomBytes(3).toString('hex')}`, redirects: [redirect], scope: 'admin', ...given })
}

export function challengeFor(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

export const newVerifier = (): string => randomBytes(32).toString('base64url')

/** The parameters with which an app sends a member to the page. */
export function asking({ clientId }: { clientId: string }, verifier: string, more: Record<string, string | undefined> = {}): Record<string, string> {
  const all = { client_id: clientId, redirect_uri: redirect, response_type: 'code', scope: 'write', state: 's-1', code_challenge: challengeFor(verifier), code_challenge_method: 'S256', ...more }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Where the member is sent after she allows it. */
export async function allow(person: Client, parameters: Record<string, string>): Promise<URL> {
  return new URL((await person.post('/oauth/authorize', { ...parameters, allow: true })).to)
}

export async function form(url: string, path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields).toString() })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const proof = ({ clientId, secret }: RegisteredApp): Record<string, string> => ({ client_id: clientId, ...secret ? { client_secret: secret } : {} })

export function exchange(w: TestWorkspace, app: RegisteredApp, code: string, verifier: string, more: Record<string, string> = {}): Promise<Reply> {
  return form(w.url, '/oauth/token', { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier, ...proof(app), ...more })
}

export function renew(w: TestWorkspace, app: RegisteredApp, token: string, more: Record<string, string> = {}): Promise<Reply> {
  return form(w.url, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token, ...proof(app), ...more })
}

export function giveBack(w: TestWorkspace, app: RegisteredApp, token: string): Promise<Reply> {
  return form(w.url, '/oauth/revoke', { token, ...proof(app) })
}

/** The whole way: the person allows the scope, the app has its tokens. */
export async function letIn(w: TestWorkspace, app: RegisteredApp, person: Client, scope: string): Promise<{ program: Client, tokens: any }> {
  const verifier = newVerifier()
  const back = await allow(person, asking(app, verifier, { scope }))
  const { body } = await exchange(w, app, back.searchParams.get('code')!, verifier)
  return { program: bearer(w, body.access_token), tokens: body }
}

export function bearer(w: TestWorkspace, token: string): Client {
  return new Client(w.url, { authorization: `Bearer ${token}` })
}
