// Cells that name a member of the workspace: by id, email or name, in any case.
import { InvalidValue } from '../../field/field-type.ts'
import type { Workspace } from '../../workspace/workspace.ts'

type Names = Map<string, string[]>

const known = new WeakMap<Workspace, Record<'id' | 'email' | 'name', Names>>()

/** The member's id. Those who may not sign in any more count only where nobody else has the name. */
export function memberOf(workspace: Workspace, text: string, matchOn?: string): string {
  const names = namesOf(workspace)
  const folded = text.normalize().toLowerCase()
  const ids = (matchOn ? names[matchOn as 'id'] : names.id.has(folded) ? names.id : names.email.has(folded) ? names.email : names.name).get(folded) ?? []
  if (ids.length === 1) return ids[0]
  const active = ids.filter(id => workspace.members.get(id)!.active)
  if (active.length === 1) return active[0]
  throw new InvalidValue(ids.length ? 'conflict.several' : 'member.unknown')
}

function namesOf(workspace: Workspace): Record<'id' | 'email' | 'name', Names> {
  let names = known.get(workspace)
  if (names) return names
  known.set(workspace, names = { id: new Map(), email: new Map(), name: new Map() })
  for (const { id, email, name } of workspace.members.values()) {
    names.id.set(id, [id])
    for (const [map, text] of [[names.email, email], [names.name, name]] as const) {
      if (text) map.set(text.toLowerCase(), [...map.get(text.toLowerCase()) ?? [], id])
    }
  }
  return names
}
