// The chat's screens: whom a message may name: who is in the channel comes first, and all of them together as @channel.
import { useQuery } from '@tanstack/react-query'
import { useState, type RefObject } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { peopleCalled, useMention } from '../../../web/ui/mention.tsx'
import { channelMembersQuery } from './channel-members.ts'
import type { Channel } from './chat-data.ts'
import { chatWords as w } from './texts.ts'

export function useChannelMention(area: RefObject<HTMLTextAreaElement | null>, text: string, change: (text: string) => void, channel: Channel) {
  const t = useText()
  const me = useSession()?.member.id
  const [asked, ask] = useState<string | null>(null)
  const inside = new Set((useQuery({ ...channelMembersQuery(channel.id), enabled: asked !== null }).data ?? []).map((row) => row.member))
  const people = useMembers().filter((member) => member.kind === 'person' && member.active && member.id !== me && (channel.kind === 'public' || inside.has(member.id)))
    .toSorted((one, other) => Number(inside.has(other.id)) - Number(inside.has(one.id)) || one.name.localeCompare(other.name))
  const everyone = { value: 'channel', label: '@channel', hint: t(w.everyone) }
  return useMention(area, text, change, (wanted) => [...peopleCalled(wanted, people), ...('channel'.startsWith(wanted.toLowerCase()) ? [everyone] : [])], ask)
}
