// Apps: how much of her rights a member lends an app. A scope holds the ones before it, and never exceeds her role.
import type { Route } from '../../http/route.ts'
import type { Narrowed } from '../actor.ts'

/** `read`: see what she sees. `write`: also change records and her own work. `admin`: also what administrators may. */
export const appScopes = ['read', 'write', 'admin'] as const
export type AppScope = typeof appScopes[number]

const strength = (scope: AppScope): number => appScopes.indexOf(scope)

export function covers(scope: AppScope, needed: AppScope): boolean {
  return strength(scope) >= strength(needed)
}

export function lesser(one: AppScope, other: AppScope): AppScope {
  return covers(one, other) ? other : one
}

/** The strongest of the words, which stand for the ones before them; undefined when one is none of ours. */
export function readScope(text: string): AppScope | undefined {
  const words = text.split(' ').filter(Boolean)
  if (words.length === 0 || words.some(word => !(appScopes as readonly string[]).includes(word))) return undefined
  return (words as AppScope[]).reduce((most, word) => covers(word, most) ? word : most)
}

/** As OAuth tells it: every word that the scope stands for. */
export function wordsOf(scope: AppScope): string {
  return appScopes.filter(word => covers(scope, word)).join(' ')
}

/** What her role becomes while the app acts. */
export function narrowedTo(scope: AppScope): Narrowed {
  return scope === 'admin' ? null : scope
}

/** What a route asks of an app; undefined: it is for people alone. */
export function neededFor({ access, apps, method, reads }: Route): AppScope | undefined {
  if (apps === 'never') return undefined
  if (access === 'administrator') return 'admin'
  return apps === 'read' || method === 'GET' || reads ? 'read' : 'write'
}
