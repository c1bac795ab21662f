// Apps: a form that a program sends to the token and revocation endpoints, and the proof of which app it is (RFC 6749 §2.3).
import type { IncomingHttpHeaders } from 'node:http'
import type { App } from '../../app.ts'
import { Problem } from '../../http/errors.ts'
import { tagOf } from '../api-key.ts'
import { findClient, type Client } from './app.ts'
import { OAuthRefusal } from './oauth-refusal.ts'
import { hashOf, sameHash } from './secret.ts'

/** Bytes of a form: tokens are short. */
export const FORM_BYTES = 16 * 1024

/** The parameters of a form; each may stand there once. Throws OAuthRefusal; `media.unsupported` (415) for what is no form: that is no program that knows OAuth. */
export function readForm(body: unknown, headers: IncomingHttpHeaders): Map<string, string> {
  const type = String(headers['content-type'] ?? '').split(';')[0].trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded' || !Buffer.isBuffer(body)) throw new Problem('media.unsupported')
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    if (form.has(name)) throw new OAuthRefusal('invalid_request', `${name} stands there twice`)
    if (value !== '') form.set(name, value)
  }
  return form
}

/** Throws OAuthRefusal for a parameter that is missing. */
export function needed(form: Map<string, string>, name: string): string {
  const value = form.get(name)
  if (value === undefined) throw new OAuthRefusal('invalid_request', `${name} is missing`)
  return value
}

/** The app that asks, and its workspace's schema. Throws OAuthRefusal: `invalid_client`. */
export async function findCaller({ database, workspaces }: Pick<App, 'database' | 'workspaces'>, form: Map<string, string>, headers: IncomingHttpHeaders): Promise<{ client: Client, schema: string }> {
  const { id, secret } = saidIn(form, headers)
  const tag = /^hubapp_([\w-]{8})/.exec(id)?.[1]
  for (const { slug, schema } of tag ? await workspaces.list() : []) {
    if (tagOf(schema) !== tag || workspaces.stopped.has(slug)) continue
    const client = await findClient(database, schema, id)
    if (client && proves(client, secret)) return { client, schema }
  }
  throw new OAuthRefusal('invalid_client', 'The app is not known, or its secret is wrong')
}

/** A public app has no secret, and must not be taken for one that has. */
function proves(client: Client, secret: string | undefined): boolean {
  if (client.secret === null) return secret === undefined
  return secret !== undefined && sameHash(hashOf(secret), client.secret)
}

function saidIn(form: Map<string, string>, { authorization }: IncomingHttpHeaders): { id: string, secret: string | undefined } {
  const basic = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1]
  if (basic === undefined) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') }
  const [id, ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  return { id: unescaped(id), secret: unescaped(rest.join(':')) || undefined }
}

/** Both are form-encoded before they become Basic (RFC 6749 §2.3.1); ours hold nothing that changes by it. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
