// The workflow room, summaries: whom a step names: the owner, members, roles, teams, a role of a team.
import { say } from './lexicon.ts'
import { templateWords, type Speech } from './name-words.ts'
import { stepWords as s } from './summary-texts.ts'

export function peopleWords(speech: Speech, to: unknown): string {
  const { lexicon } = speech
  const each = [to ?? []].flat().filter(Boolean).map(one => {
    const name = String(one)
    if (/^\{\{\s*record\.owner(\.id)?\s*\}\}$/.test(name)) return say(lexicon, s.owner)
    if (name === 'manager') return say(lexicon, s.manager)
    if (name.includes('{{')) return templateWords(speech, name)
    const parts = name.split('/').map(part => {
      const [kind, value] = part.split(':')
      if (kind === 'role') return say(lexicon, s.role, { name: lexicon.roleName(value) ?? value })
      return kind === 'team' ? say(lexicon, s.team, { name: lexicon.teamName(value) ?? value }) : lexicon.memberName(name) ?? name
    })
    return parts.join(' · ')
  })
  return each.length ? each.join(', ') : say(lexicon, s.nobody)
}
