// Every answer that a test gets is held against what its route says it answers (OpenAPI): nothing missing, nothing untold.
import { z } from 'zod'
import { modules } from '../bin/modules.ts'
import { allRoutes } from '../kernel/http/routes.ts'
import type { Route } from '../kernel/http/route.ts'

const patterns = allRoutes({ modules }).map(route => ({ route, parts: route.path.split('/') }))

/** Throws where the answer to a request is not what the document says. Paths are below /api/v1, with or without a query. */
export function checkAnswer(method: string, path: string, status: number, body: unknown): void {
  const route = routeOf(method, path.split('?')[0])
  if (!route || status >= 300) return
  if (route.status === 204 || status === 204) return agree(route, status === (route.status ?? 200), `answered ${status}`)
  if (!route.answer || typeof route.answer === 'string') return
  const result = route.answer.safeParse(body)
  agree(route, result.success, result.error ? z.prettifyError(result.error) : '')
  const untold = untoldIn(body, result.data, '')
  agree(route, untold === undefined, `${untold} is in the answer and not in the document`)
}

function agree({ method, path }: Route, holds: boolean, what: string): void {
  if (!holds) throw new Error(`${method} ${path} is not as its route documents it: ${what}`)
}

/** As the server chooses: a named part goes before a parameter. */
function routeOf(method: string, path: string): Route | undefined {
  const asked = path.split('/')
  const fitting = patterns.filter(({ route, parts }) => route.method === method && parts.length === asked.length && parts.every((part, at) => part === asked[at] || (part.startsWith(':') && asked[at] !== '')))
  const score = (parts: string[]) => parts.map(part => part.startsWith(':') ? '1' : '0').join('')
  return fitting.sort((one, other) => score(one.parts) < score(other.parts) ? -1 : 1)[0]?.route
}

/** A parsed value lacks the keys that its schema does not know. */
function untoldIn(given: unknown, known: unknown, path: string): string | undefined {
  if (typeof given !== 'object' || given === null || typeof known !== 'object' || known === null) return undefined
  for (const [key, value] of Object.entries(given)) {
    const at = path ? `${path}.${key}` : key
    if (value !== undefined && !(key in known)) return at
    const inner = untoldIn(value, (known as Record<string, unknown>)[key], at)
    if (inner) return inner
  }
  return undefined
}
