// Settings, roles: the draft of a role's rights and what of it is sent. Pure functions.
import type { Rights, Role } from '../members/queries.ts'

/** Rights by object; null falls back to `others`. Only what was touched is in it. */
export type Draft = { others?: Rights; objects: Record<string, Rights | null> }

export const emptyDraft: Draft = { objects: {} }

export const othersOf = (role: Role, draft: Draft): Rights => draft.others ?? role.others

/** An object's own rights, or null while it follows `others`. */
export function rightsOf(role: Role, draft: Draft, object: string): Rights | null {
  return object in draft.objects ? draft.objects[object] : (role.objects[object] ?? null)
}

export function setRights(role: Role, draft: Draft, object: string | null, change: Partial<Rights>): Draft {
  if (object === null) return { ...draft, others: { ...othersOf(role, draft), ...change } }
  const now = rightsOf(role, draft, object) ?? { ...othersOf(role, draft), fields: {} }
  return { ...draft, objects: { ...draft.objects, [object]: { ...now, ...change } } }
}

/** For every object at once, those with rights of their own too. */
export function setSensitive(role: Role, draft: Draft, sensitive: 'shown' | 'masked'): Draft {
  const own = Object.keys({ ...role.objects, ...draft.objects }).filter((object) => rightsOf(role, draft, object))
  return [null, ...own].reduce<Draft>((now, object) => setRights(role, now, object, { sensitive }), draft)
}

/** For every object at once, those with rights of their own too. */
export function setOverride(role: Role, draft: Draft, override: boolean): Draft {
  const own = Object.keys({ ...role.objects, ...draft.objects }).filter((object) => rightsOf(role, draft, object))
  return [null, ...own].reduce<Draft>((now, object) => setRights(role, now, object, { override }), draft)
}

export const followOthers = (draft: Draft, object: string): Draft => ({ ...draft, objects: { ...draft.objects, [object]: null } })

export function isChanged(role: Role, draft: Draft): boolean {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  if (draft.others && !same(draft.others, role.others)) return true
  return Object.entries(draft.objects).some(([object, rights]) => !same(rights, role.objects[object] ?? null))
}
