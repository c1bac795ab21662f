// Apps: refusals in the words that programs know from OAuth (RFC 6749 §5.2), beside our own.
import { Answer } from '../../http/route.ts'

export type OAuthCode = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'invalid_scope' | 'access_denied' | 'unsupported_grant_type' | 'unsupported_response_type'

export class OAuthRefusal extends Error {
  readonly code: OAuthCode
  constructor(code: OAuthCode, description: string) {
    super(description)
    this.code = code
  }
}

/** Programs read `error` of a JSON body and nothing else; the members of a problem stand beside it. */
export function refusalAnswer({ code, message }: OAuthRefusal, requestId: string): Answer {
  const status = code === 'invalid_client' ? 401 : 400
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...status === 401 && { 'www-authenticate': 'Basic realm="Hubung"' } }
  return new Answer({ status, headers, json: { error: code, error_description: message, type: `urn:hubung:oauth.${code}`, title: message, status, code: `oauth.${code}`, requestId, errors: [] } })
}
