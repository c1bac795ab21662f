// Command palette (Ctrl/⌘ K): records from the search, pages, actions, and what the screen at hand offers. Works by keyboard alone.
import { Dialog } from '@mui/material'
import styled from '@emotion/styled'
import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../i18n.tsx'
import { shellTexts } from '../layout/texts.ts'
import { phone, touch, v } from '../theme.ts'
import { Material } from '../ui/material.tsx'
import { Kbd } from '../ui/tooltip.tsx'
import { useEntries, type Entry } from './entries.tsx'

const Top = styled('div')({
  display: 'flex', alignItems: 'center', gap: 12, padding: '0 16px', height: 54, borderBottom: `1px solid ${v.line}`, color: v.muted, flexShrink: 0,
  '& input': { flex: 1, minWidth: 0, border: 0, outline: 'none !important', background: 'none', font: 'inherit', fontSize: 16, color: v.text },
  '& input::placeholder': { color: v.muted, opacity: 1 },
})
const List = styled('div')({ flex: 1, minHeight: 0, overflowY: 'auto', padding: 6, scrollPaddingBlock: 34 })
const Heading = styled('div')({ padding: '10px 10px 4px', fontSize: 12, fontWeight: 500, color: v.muted })
const Row = styled('div')({
  display: 'flex', alignItems: 'center', gap: 11, minHeight: 38, padding: '4px 10px', borderRadius: 6, cursor: 'pointer', color: v.text,
  '& > svg': { color: v.secondary, flexShrink: 0 },
  '&[aria-selected=true]': { backgroundColor: v.hover },
  [touch]: { minHeight: 46 },
})
const Foot = styled('div')({
  display: 'flex', gap: 16, padding: '8px 16px', borderTop: `1px solid ${v.line}`, fontSize: 12, color: v.muted, alignItems: 'center',
  '& > span': { display: 'inline-flex', gap: 6, alignItems: 'center' }, [phone]: { display: 'none' },
})
const paper = {
  width: 640, maxWidth: 'calc(100vw - 24px)', height: 'auto', maxHeight: 'min(520px, 76vh)', position: 'fixed', top: '12vh', margin: 0, borderRadius: '12px',
  backgroundColor: v.paper, boxShadow: v.shadow, display: 'flex', flexDirection: 'column', [phone]: { top: 12, maxHeight: 'calc(100dvh - 24px)' },
} as const

export default function Palette(props: { onClose: () => void; onKeys: () => void }) {
  return <Material><PaletteDialog {...props} /></Material>
}

function PaletteDialog({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const t = useText()
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const typed = query.trim()
  const asked = useDeferredValue(typed)
  const { groups, searching } = useEntries(asked, { onKeys })
  const entries = groups.flatMap((group) => group.entries)
  const index = Math.min(active, entries.length - 1)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => setActive(0), [query])
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [index])
  const run = (entry: Entry | undefined, apart = false) => {
    if (!entry) return
    onClose()
    if (apart && entry.href) window.open(entry.href, '_blank')
    else entry.run()
  }
  const setWanted = useWanted(typed, asked !== typed || (searching && !entries.length), () => run(entries[0]))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && entries.length) setActive((index + step + entries.length) % entries.length)
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (asked === typed && entries.length) run(entries[index], event.ctrlKey || event.metaKey)
      else setWanted(typed)
    }
    else return
    event.preventDefault()
  }
  return (
    <Dialog open onClose={onClose} slotProps={{ paper: { 'aria-label': t(shellTexts.openPalette), 'aria-labelledby': undefined, sx: paper } }} maxWidth={false} transitionDuration={120}>
      <Top>
        <Search size={18} aria-hidden />
        <input
          autoFocus value={query} placeholder={t(shellTexts.paletteHint)} aria-label={t(shellTexts.paletteHint)} onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown} role="combobox" aria-expanded aria-controls={id} aria-autocomplete="list" aria-activedescendant={entries.length ? `${id}-${index}` : undefined}
          autoComplete="off" spellCheck={false}
        />
      </Top>
      <List ref={list} id={id} role="listbox" aria-label={t(shellTexts.openPalette)}>
        {groups.map((group) => group.entries.length > 0 && (
          <div key={group.title} role="group" aria-label={group.title}>
            <Heading aria-hidden>{group.title}</Heading>
            {group.entries.map((entry) => {
              const place = entries.indexOf(entry)
              return <EntryRow key={entry.id} id={`${id}-${place}`} entry={entry} selected={place === index} onPick={run} onPoint={() => setActive(place)} />
            })}
          </div>
        ))}
        {!entries.length && <Heading role="option" aria-selected={false} aria-disabled style={{ padding: 24, textAlign: 'center', fontSize: 14 }}>{t(searching ? shellTexts.searching : shellTexts.nothing, { query })}</Heading>}
      </List>
      <Keys searching={searching} />
    </Dialog>
  )
}

/** Enter before what was typed is found opens the first that comes: `open` is called when nothing is waited for any more, unless something else is typed by then. */
function useWanted(typed: string, waits: boolean, open: () => void): (typed: string) => void {
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (wanted === null || (wanted === typed && waits)) return
    setWanted(null)
    if (wanted === typed) open()
  }, [wanted, typed, waits, open])
  return setWanted
}

function Keys({ searching }: { searching: boolean }) {
  const t = useText()
  return (
    <Foot>
      <span><Kbd keys="↑ ↓" />{t(shellTexts.toMove)}</span>
      <span><Kbd keys="↵" />{t(shellTexts.toOpen)}</span>
      <span><Kbd keys="Esc" />{t(shellTexts.toClose)}</span>
      {searching && <span style={{ marginLeft: 'auto' }} role="status">{t(shellTexts.searching)}</span>}
    </Foot>
  )
}

type RowProps = { id: string; entry: Entry; selected: boolean; onPick: (entry: Entry, apart?: boolean) => void; onPoint: () => void }

function EntryRow({ id, entry, selected, onPick, onPoint }: RowProps) {
  return (
    <Row id={id} role="option" aria-selected={selected} onClick={(event) => onPick(entry, event.ctrlKey || event.metaKey)} onMouseMove={selected ? undefined : onPoint}>
      {entry.icon}
      <span style={{ flex: 1, minWidth: 0 }}>
        <span style={{ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{entry.label}</span>
        {entry.detail && <span style={{ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontSize: 12.5, lineHeight: '17px', color: v.muted }}>{entry.detail}</span>}
      </span>
      {entry.hint && <span style={{ fontSize: 12.5, color: v.muted, whiteSpace: 'nowrap' }}>{entry.hint}</span>}
      {entry.keys && <Kbd keys={entry.keys} />}
    </Row>
  )
}
