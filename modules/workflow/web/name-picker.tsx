// The workflow room's screens: the values that a template may name, found by typing; a date may be moved and given a time of the day.
import styled from '@emotion/styled'
import { ChevronLeft, Search } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { TimeInput } from '../../../kernel/field/types/time/time.tsx'
import { useText } from '../../../web/i18n.tsx'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Popover } from '../../../web/ui/popover.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { editorTexts as e } from './editor-texts.ts'
import { templateNames, type NameChoice } from './template-names.ts'
import type { Place } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

/** Nobody reads further; typing finds the rest. */
const mostShown = 80

const Item = styled('button')({
  display: 'flex', gap: 8, alignItems: 'baseline', width: '100%', padding: '6px 10px', border: 0, borderRadius: 6, background: 'none', font: 'inherit', color: v.text, textAlign: 'left', cursor: 'pointer',
  '&:hover, &[aria-selected=true]': { backgroundColor: v.selected },
})

type Props = Place & { anchor: HTMLElement | null; onPick: (text: string) => void; onClose: () => void }

export function NamePicker({ anchor, onPick, onClose, ...place }: Props) {
  return (
    <Popover open={Boolean(anchor)} anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }}>
      <div style={{ width: 320, padding: 8 }}>{anchor && <Picker {...place} onPick={onPick} />}</div>
    </Popover>
  )
}

function Picker({ onPick, ...place }: Place & { onPick: (text: string) => void }) {
  const t = useText()
  const tools = useFieldTools()
  const [asked, setAsked] = useState('')
  const [at, setAt] = useState(0)
  const [date, setDate] = useState<NameChoice | null>(null)
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const found = templateNames(place, tools).filter(({ group, label }) => words.every((word) => `${group} ${label}`.toLowerCase().includes(word))).slice(0, mostShown)
  const choose = (choice: NameChoice | undefined) => (choice?.date ? setDate(choice) : choice && onPick(choice.text))
  if (date) return <DateShift choice={date} onPick={onPick} onBack={() => setDate(null)} />
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move) setAt((now) => (now + move + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') choose(found[at])
    else return
    event.preventDefault()
  }
  return (
    <>
      <TextInput
        autoFocus type="search" aria-label={t(e.searchValues)} placeholder={t(e.searchValues)} icon={<Search size={16} />} value={asked} onKeyDown={onKeyDown} role="combobox" aria-expanded aria-controls="name-choices"
        aria-activedescendant={found[at] && `name-choice-${at}`} onChange={(text) => { setAsked(text); setAt(0) }}
      />
      <div id="name-choices" role="listbox" aria-label={t(w.insert)} style={{ maxHeight: 320, overflowY: 'auto', marginTop: 6 }}>
        {found.map((choice, index) => (
          <Item key={choice.text + choice.group} id={`name-choice-${index}`} type="button" role="option" tabIndex={-1} aria-selected={index === at} onMouseMove={() => setAt(index)} onClick={() => choose(choice)}>
            <span style={{ flex: 1, minWidth: 0, fontWeight: 500 }}>{choice.label}</span>
            <span style={{ fontSize: 12.5, color: v.secondary, maxWidth: '50%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{choice.group}</span>
          </Item>
        ))}
        {found.length === 0 && <div style={{ padding: '8px 10px', color: v.secondary }}>{t(e.noValue)}</div>}
      </div>
    </>
  )
}

const units = ['hours', 'days', 'weeks', 'months'] as const

/** "3 days later at 09:00". */
function DateShift({ choice, onPick, onBack }: { choice: NameChoice; onPick: (text: string) => void; onBack: () => void }) {
  const t = useText()
  const [count, setCount] = useState('3')
  const [unit, setUnit] = useState<(typeof units)[number]>('days')
  const [way, setWay] = useState<'plus' | 'minus'>('plus')
  const [time, setTime] = useState<string | null>('09:00')
  const name = choice.text.replace(/^\{\{\s*|\s*\}\}$/g, '')
  const shifted = `{{ ${[name, ...Number(count) > 0 ? [`${way}${unit.charAt(0).toUpperCase()}${unit.slice(1)}: ${Number(count)}`] : [], ...time ? [`at: "${time}"`] : []].join(' | ')} }}`
  return (
    <div style={{ display: 'grid', gap: 12, padding: 4 }}>
      <div style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
        <IconButton size="small" label={t(e.back)} onClick={onBack}><ChevronLeft size={17} /></IconButton>
        <span style={{ flex: 1, fontWeight: 500 }}>{choice.label}</span>
        <Button size="small" onClick={() => onPick(choice.text)}>{t(e.asItIs)}</Button>
      </div>
      <FormGrid columns={2}>
        <TextInput label={t(e.moved)} inputMode="numeric" value={count} onChange={(text) => setCount(text.replace(/\D/g, '').slice(0, 4))} />
        <Select label={t(w.waitUnit)} value={unit} onChange={setUnit} options={units.map((value) => ({ value, label: t(w[value]) }))} />
        <Select label={t(e.which)} value={way} onChange={setWay} options={[{ value: 'plus', label: t(e.later) }, { value: 'minus', label: t(e.earlier) }]} />
        <TimeInput label={t(e.timeOfDay)} value={time} onChange={setTime} />
      </FormGrid>
      <div><Button variant="primary" onClick={() => onPick(shifted)}>{t(e.insert)}</Button></div>
    </div>
  )
}
