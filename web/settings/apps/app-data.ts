// Settings, apps: what the server tells of them, and a draft of one that is filled in.
import { queryClient, type Row } from '../../api.ts'

export type App = Row<'GET /apps'>
export type Scope = App['scope']

export const appsKey = ['apps']
export const scopes = ['read', 'write', 'admin'] as const

export type AppDraft = { name: string; redirects: string; scope: Scope; public: boolean; limit: string }

export function draftOf(app: App | null): AppDraft {
  if (!app) return { name: '', redirects: '', scope: 'write', public: false, limit: '' }
  return { name: app.name, redirects: app.redirects.join('\n'), scope: app.scope, public: app.public, limit: app.requestsPerMinute === null ? '' : String(app.requestsPerMinute) }
}

/** The addresses as they were written, one on each line. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter(Boolean))]
}

/** Nothing typed is no limit; what is no number is told by the server. */
export function bodyOf({ name, redirects, scope, limit }: AppDraft) {
  const typed = Number(limit)
  return { name: name.trim(), redirects: linesOf(redirects), scope, requestsPerMinute: limit.trim() === '' ? null : Number.isFinite(typed) ? typed : 0 }
}

export const refreshApps = () => queryClient.invalidateQueries({ queryKey: appsKey })
