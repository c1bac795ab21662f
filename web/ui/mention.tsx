// Design system: who may be named after an @ in a text box, chosen with the arrows or the pointer.
import styled from '@emotion/styled'
import { Users } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type RefObject } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { Avatar } from './label.tsx'

const List = styled('div')({ position: 'absolute', left: 0, width: 'min(380px, 100%)', maxHeight: 280, overflowY: 'auto', padding: 4, borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper, boxShadow: v.shadow, zIndex: 20 })
const Item = styled('div')({ display: 'flex', alignItems: 'center', gap: 10, minHeight: 34, padding: '0 8px', borderRadius: 6, cursor: 'pointer', '&[aria-selected=true]': { backgroundColor: v.selected }, [phone]: { minHeight: 44 } })

/** `value` stands in the text behind its @; `hint`: it is no person. */
export interface MentionChoice { value: string; label: string; hint?: string }

const most = 8

/** Those whose names, or words of them, begin so, each by her name, or by her address where others have the same. */
export function peopleCalled(asked: string, people: { id: string; name: string; email?: string | null }[]): MentionChoice[] {
  const wanted = asked.toLowerCase()
  const fits = (name: string) => name.toLowerCase().startsWith(wanted) || name.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted))
  const several = ({ name }: { name: string }) => people.filter((other) => other.name.toLowerCase() === name.toLowerCase()).length > 1
  return people.filter(({ name }) => fits(name) && name.toLowerCase() !== wanted.trim()).slice(0, most).map((one) => several(one) && one.email ? { value: one.email, label: `${one.name} (${one.email})` } : { value: one.name, label: one.name })
}

/** `choicesFor` answers what fits to what stands behind the @; `ask` hears of it, null when there is none. */
export function useMention(area: RefObject<HTMLTextAreaElement | null>, text: string, change: (text: string) => void, choicesFor: (asked: string) => MentionChoice[], ask?: (asked: string | null) => void) {
  const id = useId()
  const [found, setFound] = useState<{ start: number; asked: string } | null>(null)
  const [at, setAt] = useState(0)
  const choices = found ? choicesFor(found.asked) : []
  const settle = (next: typeof found) => {
    setFound(next)
    setAt(0)
    ask?.(next?.asked ?? null)
  }
  const look = () => {
    const box = area.current
    const before = box ? box.value.slice(0, box.selectionStart) : ''
    const match = /(?:^|\s)@([^@\n]{0,40})$/.exec(before)
    settle(match ? { start: before.length - match[1].length - 1, asked: match[1] } : null)
  }
  const choose = ({ value }: MentionChoice) => {
    const box = area.current!
    const next = `${text.slice(0, found!.start)}@${value} ${text.slice(box.selectionStart)}`
    const place = found!.start + value.length + 2
    change(next)
    settle(null)
    requestAnimationFrame(() => {
      box.focus()
      box.setSelectionRange(place, place)
    })
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (!choices.length) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + choices.length) % choices.length)
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') choose(choices[at])
    else if (event.key === 'Escape') settle(null)
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

/** Beside the box, which is `position: relative`: where there is room. */
export function MentionList({ id, choices, at, choose, side }: Pick<ReturnType<typeof useMention>, 'id' | 'choices' | 'at' | 'choose'> & { side: 'above' | 'below' }) {
  const t = useText()
  if (!choices.length) return null
  return (
    <List role="listbox" id={id} aria-label={t(texts.mention)} style={{ [side === 'above' ? 'bottom' : 'top']: 'calc(100% + 6px)' }}>
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
