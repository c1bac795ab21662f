// The chat's screens: who may be named after an @, chosen with the arrows or the pointer; who is in the channel comes first.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type RefObject } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { phone, v } from '../../../web/theme.ts'
import { Avatar } from '../../../web/ui/label.tsx'
import { channelMembersQuery } from './channel-members.ts'
import type { Channel } from './chat-data.ts'
import { chatWords as w } from './texts.ts'

const List = styled('div')({ position: 'absolute', left: 0, width: 'min(380px, 100%)', bottom: 'calc(100% + 6px)', maxHeight: 280, overflowY: 'auto', padding: 4, borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper, boxShadow: v.shadow, zIndex: 20 })
const Item = styled('div')({ display: 'flex', alignItems: 'center', gap: 10, minHeight: 34, padding: '0 8px', borderRadius: 6, cursor: 'pointer', '&[aria-selected=true]': { backgroundColor: v.selected }, [phone]: { minHeight: 44 } })

interface Choice { value: string; label: string; hint?: string }
const most = 8

export function useMention(area: RefObject<HTMLTextAreaElement | null>, text: string, change: (text: string) => void, channel: Channel) {
  const t = useText()
  const id = useId()
  const me = useSession()?.member.id
  const [found, setFound] = useState<{ start: number; asked: string } | null>(null)
  const [at, setAt] = useState(0)
  const inside = new Set((useQuery({ ...channelMembersQuery(channel.id), enabled: found !== null }).data ?? []).map((row) => row.member))
  const people = useMembers().filter((member) => member.kind === 'person' && member.active && member.id !== me && (channel.kind === 'public' || inside.has(member.id)))
  const choices = found ? choicesFor(found.asked, people, inside, t(w.everyone)) : []
  const look = () => {
    const box = area.current
    const before = box ? box.value.slice(0, box.selectionStart) : ''
    const match = /(?:^|\s)@([^@\n]{0,40})$/.exec(before)
    setFound(match ? { start: before.length - match[1].length - 1, asked: match[1] } : null)
    setAt(0)
  }
  const choose = ({ value }: Choice) => {
    const box = area.current!
    const next = `${text.slice(0, found!.start)}@${value} ${text.slice(box.selectionStart)}`
    const place = found!.start + value.length + 2
    change(next)
    setFound(null)
    requestAnimationFrame(() => {
      box.focus()
      box.setSelectionRange(place, place)
    })
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (!choices.length) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + choices.length) % choices.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(choices[at])
    else if (event.key === 'Escape') setFound(null)
    else return false
    event.preventDefault()
    return true
  }
  const begin = () => {
    const box = area.current!
    const place = box.selectionStart
    const sign = place && !/\s/.test(text[place - 1]) ? ' @' : '@'
    change(text.slice(0, place) + sign + text.slice(place))
    requestAnimationFrame(() => {
      box.focus()
      box.setSelectionRange(place + sign.length, place + sign.length)
      look()
    })
  }
  const open = choices.length > 0
  const aria = open ? { 'aria-controls': id, 'aria-activedescendant': `${id}-${at}`, 'aria-autocomplete': 'list' as const } : {}
  return { id, choices, at, look, choose, onKey, begin, aria }
}

/** Whose names, or words of them, begin so. */
function choicesFor(asked: string, people: { id: string; name: string; email?: string | null }[], inside: Set<string>, everyone: string): Choice[] {
  const wanted = asked.toLowerCase()
  const fits = (name: string) => name.toLowerCase().startsWith(wanted) || name.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted))
  const named = people.filter(({ name }) => fits(name) && name.toLowerCase() !== wanted.trim()).toSorted((one, other) => Number(inside.has(other.id)) - Number(inside.has(one.id)) || one.name.localeCompare(other.name))
  const all = 'channel'.startsWith(wanted) ? [{ value: 'channel', label: '@channel', hint: everyone }] : []
  return [...named.slice(0, most).map(({ name }) => ({ value: name, label: name })), ...all]
}

export function MentionList({ id, choices, at, choose }: Pick<ReturnType<typeof useMention>, 'id' | 'choices' | 'at' | 'choose'>) {
  const t = useText()
  if (!choices.length) return null
  return (
    <List role="listbox" id={id} aria-label={t(w.mention)}>
      {choices.map((choice, index) => (
        <Item key={choice.value} id={`${id}-${index}`} role="option" aria-selected={index === at} onMouseDown={(event) => { event.preventDefault(); choose(choice) }}>
          {choice.hint ? <Users size={18} color={v.secondary} aria-hidden /> : <Avatar name={choice.label} size={22} />}
          <span style={{ fontWeight: 500 }}>{choice.label}</span>
          {choice.hint && <span style={{ color: v.muted, fontSize: 13 }}>{choice.hint}</span>}
        </Item>
      ))}
    </List>
  )
}
