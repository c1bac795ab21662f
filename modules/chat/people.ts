// Team chat: the members that calls and texts name. Pure functions on the workspace in memory.
import type { Context } from '../../kernel/context.ts'
import { refuse } from '../../kernel/http/errors.ts'
import type { Member, Workspace } from '../../kernel/workspace/workspace.ts'

/** Somebody who can be spoken to. */
export const isHere = (member: Member | undefined): member is Member => member !== undefined && member.active && member.kind === 'person'

/** Throws 422 `chat.member` for whoever is not there, or has left. */
export function checkPeople({ workspace }: Context, members: string[], path: string): void {
  const faults = members.flatMap((member, at) => isHere(workspace.members.get(member)) ? [] : [{ path: `${path}[${at}]`, code: 'chat.member' }])
  if (faults.length) throw refuse(faults)
}

const mention = /<@([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})>/gi

/** A text names members as `<@id>`, and everybody in the channel as `@channel`. */
export function mentionsIn({ members }: Workspace, text: string): { members: string[], everyone: boolean } {
  const named = [...text.matchAll(mention)].map(([, id]) => id.toLowerCase())
  return { members: [...new Set(named)].filter(id => isHere(members.get(id))), everyone: /(^|\s)@channel\b/.test(text) }
}

/** The text as it reads: names for their ids. */
export function plainText({ members }: Workspace, text: string): string {
  return text.replace(mention, (_, id: string) => `@${members.get(id.toLowerCase())?.name ?? '–'}`)
}

/** `@Budi Santoso`, or `@budi@example.com`. */
export function memberCalled({ members }: Workspace, name: string): string | undefined {
  const wanted = name.replace(/^@/, '').trim().toLowerCase()
  return [...members.values()].find(member => isHere(member) && [member.name.toLowerCase(), member.email?.toLowerCase()].includes(wanted))?.id
}
