// Apps: where programs find how to ask (RFC 8414) and whom to ask for this API (RFC 9728). They lie beside /api/v1, at the
// addresses that the standards give them.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Settings } from '../../settings.ts'
import { appScopes } from './scope.ts'

/** The public address, without a slash at its end; without one set, what the caller used. */
export function issuerOf({ url }: Pick<Settings, 'url'>, { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  return (url || `${protocol}://${host}`).replace(/\/$/, '')
}

export function registerDiscovery(server: FastifyInstance, settings: Pick<Settings, 'url'>): void {
  server.get('/.well-known/oauth-authorization-server', request => authorizationServer(issuerOf(settings, request)))
  server.get('/.well-known/oauth-protected-resource', request => protectedResource(issuerOf(settings, request)))
}

function authorizationServer(issuer: string): object {
  const api = `${issuer}/api/v1`
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${api}/oauth/token`,
    revocation_endpoint: `${api}/oauth/revoke`,
    scopes_supported: appScopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    authorization_response_iss_parameter_supported: true,
  }
}

function protectedResource(issuer: string): object {
  return { resource: `${issuer}/api/v1`, authorization_servers: [issuer], scopes_supported: appScopes, bearer_methods_supported: ['header'] }
}
