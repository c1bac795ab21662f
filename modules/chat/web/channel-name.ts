// The chat's screens: how a channel or a conversation is called for the one who looks.
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import type { Channel } from './chat-data.ts'
import { chatWords as w } from './texts.ts'

/** The others' names; hers alone where it is a place for notes; a bot's. */
export function useChannelName(): (channel: Pick<Channel, 'kind' | 'name' | 'people'>) => string {
  const t = useText()
  const me = useSession()?.member?.id
  const names = new Map(useMembers().map((member) => [member.id, member.name]))
  return ({ kind, name, people }) => {
    if (kind !== 'direct' || name) return name ?? '–'
    const others = people.filter((id) => id !== me)
    return others.length ? others.map((id) => names.get(id) ?? '–').join(', ') : t(w.notes, { name: names.get(me ?? '') ?? '–' })
  }
}
