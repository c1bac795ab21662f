// The workflow room's screens: the steps there are, found by typing; arrows and Enter choose.
import styled from '@emotion/styled'
import { ClipboardPaste, Search } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { TextInput } from '../../../web/ui/field.tsx'
import { Popover } from '../../../web/ui/popover.tsx'
import { stepTexts, type StepType } from '../texts.ts'
import { editorTexts as e } from './editor-texts.ts'
import { stepIcons } from './step-list.tsx'

const Item = styled('button')({
  display: 'flex', gap: 10, width: '100%', padding: '7px 10px', border: 0, borderRadius: 6, background: 'none', font: 'inherit', color: v.text, textAlign: 'left', cursor: 'pointer',
  '&:hover, &[aria-selected=true]': { backgroundColor: v.selected },
})

type Choice = { key: string; label: string; help?: string; icon: React.ReactNode; choose: () => void }
type Props = { anchor: HTMLElement | null; onClose: () => void; onChoose: (type: StepType) => void; onPaste?: () => void }

export function StepPalette({ anchor, onClose, onChoose, onPaste }: Props) {
  return (
    <Popover open={Boolean(anchor)} anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }} transformOrigin={{ vertical: 'top', horizontal: 'center' }}>
      <div style={{ width: 330, padding: 8 }}><Choices onChoose={onChoose} onPaste={onPaste} /></div>
    </Popover>
  )
}

function Choices({ onChoose, onPaste }: Pick<Props, 'onChoose' | 'onPaste'>) {
  const t = useText()
  const [asked, setAsked] = useState('')
  const [at, setAt] = useState(0)
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const all: Choice[] = [
    ...(onPaste ? [{ key: 'paste', label: t(e.paste), icon: <ClipboardPaste size={17} />, choose: onPaste }] : []),
    ...(Object.keys(stepTexts) as StepType[]).map((type): Choice => {
      const Icon = stepIcons[type]
      return { key: type, label: t(stepTexts[type].label), help: t(stepTexts[type].help), icon: <Icon size={17} strokeWidth={1.75} />, choose: () => onChoose(type) }
    }),
  ]
  const found = all.filter(({ label, help }) => words.every((word) => `${label} ${help ?? ''}`.toLowerCase().includes(word)))
    .sort((one, other) => Number(other.label.toLowerCase().startsWith(asked.toLowerCase())) - Number(one.label.toLowerCase().startsWith(asked.toLowerCase())))
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move) setAt((now) => (now + move + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') found[at]?.choose()
    else return
    event.preventDefault()
  }
  const id = (choice: Choice) => `step-choice-${choice.key}`
  return (
    <>
      <TextInput
        autoFocus type="search" aria-label={t(e.searchSteps)} placeholder={t(e.searchSteps)} icon={<Search size={16} />} value={asked} onKeyDown={onKeyDown} role="combobox" aria-expanded aria-controls="step-choices"
        aria-activedescendant={found[at] && id(found[at])} onChange={(text) => { setAsked(text); setAt(0) }}
      />
      <div id="step-choices" role="listbox" aria-label={t(e.searchSteps)} style={{ maxHeight: 380, overflowY: 'auto', marginTop: 6 }}>
        {found.map((choice, index) => (
          <Item key={choice.key} id={id(choice)} type="button" role="option" tabIndex={-1} aria-selected={index === at} onMouseMove={() => setAt(index)} onClick={choice.choose}>
            <span style={{ color: v.accent, display: 'flex', paddingTop: 1 }}>{choice.icon}</span>
            <span style={{ minWidth: 0 }}>
              <span style={{ display: 'block', fontWeight: 500, lineHeight: '19px' }}>{choice.label}</span>
              {choice.help && <span style={{ display: 'block', fontSize: 12.5, lineHeight: '16px', color: v.secondary }}>{choice.help}</span>}
            </span>
          </Item>
        ))}
        {found.length === 0 && <div style={{ padding: '8px 10px', color: v.secondary }}>{t(e.noStep)}</div>}
      </div>
    </>
  )
}
