// UI kit: Checkbox, Switch, RadioCards (a choice that needs explaining) and Segmented (a choice of two or three words).
import styled from '@emotion/styled'
import { useId, type ReactNode } from 'react'
import { touch, v } from '../theme.ts'

const Line = styled('label')({
  display: 'inline-flex', alignItems: 'flex-start', gap: 10, cursor: 'pointer', fontSize: 14, lineHeight: '20px', minWidth: 0,
  '&:has(input:disabled)': { cursor: 'default', color: v.muted },
  [touch]: { padding: '10px 0' },
})
const Box = styled('input')({ width: 16, height: 16, margin: '2px 0', flexShrink: 0, accentColor: v.accent, cursor: 'inherit' })
const Help = styled('span')({ display: 'block', color: v.muted, fontSize: 12.5, lineHeight: '17px' })

type ToggleProps = { checked: boolean; onChange: (checked: boolean) => void; label?: ReactNode; help?: ReactNode; disabled?: boolean; name?: string }

/** `name` labels a box that has no visible label (in a table). */
export function Checkbox({ checked, onChange, label, help, disabled, name, mixed }: ToggleProps & { mixed?: boolean }) {
  const box = (
    <Box
      type="checkbox" checked={checked} disabled={disabled} aria-label={label ? undefined : name}
      ref={(node) => { if (node) node.indeterminate = Boolean(mixed) }}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
  if (!label) return box
  return <Line>{box}<span>{label}{help && <Help>{help}</Help>}</span></Line>
}

const Track = styled('input')({
  appearance: 'none', display: 'block', width: 32, height: 18, margin: '1px 0', borderRadius: 9, backgroundColor: v.lineStrong, position: 'relative', flexShrink: 0,
  cursor: 'inherit', transition: 'background-color 140ms',
  '&::after': {
    content: '""', position: 'absolute', top: 2, left: 2, width: 14, height: 14, borderRadius: '50%', backgroundColor: '#fff', transition: 'transform 140ms',
  },
  '&:checked': { backgroundColor: v.accent },
  '&:checked::after': { transform: 'translateX(14px)' },
  '&:disabled': { opacity: 0.5 },
  [touch]: { '&::before': { content: '""', position: 'absolute', inset: '-13px -6px' } },
})

export function Switch({ checked, onChange, label, help, disabled, name }: ToggleProps) {
  const track = (
    <Track type="checkbox" role="switch" checked={checked} disabled={disabled} aria-label={label ? undefined : name} onChange={(event) => onChange(event.target.checked)} />
  )
  if (!label) return track
  return <Line>{track}<span>{label}{help && <Help>{help}</Help>}</span></Line>
}

const Cards = styled('div')({ display: 'grid', gap: 10 })
const Card = styled('label')({
  display: 'flex', gap: 12, padding: '14px 16px', borderRadius: 8, border: `1px solid ${v.lineStrong}`, cursor: 'pointer', backgroundColor: v.paper,
  transition: 'border-color 120ms, background-color 120ms',
  '&:hover': { borderColor: v.muted },
  '&:has(input:checked)': { borderColor: v.accent, boxShadow: `0 0 0 1px ${v.accent}`, backgroundColor: v.accentSoft },
  '&:has(input:focus-visible)': { outline: `2px solid ${v.focus}`, outlineOffset: 2 },
  '& input': { accentColor: v.accent, width: 16, height: 16, margin: '2px 0', flexShrink: 0, outline: 'none' },
})

export type CardOption<Value extends string> = { value: Value; label: ReactNode; help?: ReactNode; extra?: ReactNode }
type RadioProps<Value extends string> = { value: Value; onChange: (value: Value) => void; options: readonly CardOption<Value>[]; label: string; columns?: string }

export function RadioCards<Value extends string>({ value, onChange, options, label, columns }: RadioProps<Value>) {
  const name = useId()
  return (
    <Cards role="radiogroup" aria-label={label} style={columns ? { gridTemplateColumns: columns } : undefined}>
      {options.map((option) => (
        <Card key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span style={{ flex: 1, minWidth: 0 }}>
            <span style={{ fontWeight: 500, display: 'block', lineHeight: '20px' }}>{option.label}</span>
            {option.help && <span style={{ display: 'block', color: v.secondary, fontSize: 13, lineHeight: '19px', marginTop: 2 }}>{option.help}</span>}
            {option.extra}
          </span>
        </Card>
      ))}
    </Cards>
  )
}

const Group = styled('div')({ display: 'inline-flex', maxWidth: '100%', overflowX: 'auto', scrollbarWidth: 'none', padding: 2, gap: 2, borderRadius: 7, backgroundColor: v.pressed })
const Choice = styled('label')({
  position: 'relative', display: 'inline-flex', alignItems: 'center', gap: 6, height: 28, padding: '0 10px', borderRadius: 5, fontSize: 13, fontWeight: 500,
  cursor: 'pointer', color: v.secondary, whiteSpace: 'nowrap',
  '& input': { position: 'absolute', opacity: 0, inset: 0, margin: 0, cursor: 'pointer' },
  '&:has(input:checked)': { backgroundColor: v.paper, color: v.text, boxShadow: `0 0 0 1px ${v.line}` },
  '&:has(input:focus-visible)': { outline: `2px solid ${v.focus}`, outlineOffset: 1 },
  flexShrink: 0,
  [touch]: { height: 40, padding: '0 9px' },
})

type SegmentedProps<Value extends string> = {
  value: Value; onChange: (value: Value) => void; label: string
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode; title?: string }[]
}

export function Segmented<Value extends string>({ value, onChange, options, label }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <Group role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <Choice key={option.value} title={option.title}>
          <input type="radio" name={name} aria-label={option.title} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.icon}
          {option.label}
        </Choice>
      ))}
    </Group>
  )
}
