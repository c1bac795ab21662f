// Settings: a list of things in a card, each row opening something; and the choice of one of the ten colours.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelColours, type LabelColour } from '../colours.ts'
import { useText } from '../i18n.tsx'
import { label as toneOf, touch, v } from '../theme.ts'
import { Menu } from '../ui/menu.tsx'
import { Dot } from '../ui/label.tsx'
import { colourTexts, commonTexts as c } from './common-texts.ts'

const row = {
  display: 'flex', alignItems: 'center', gap: 12, width: '100%', minHeight: 54, padding: '8px 14px', border: 0, background: 'none', font: 'inherit', color: v.text,
  textAlign: 'left', textDecoration: 'none !important', borderTop: `1px solid ${v.line}`,
  '&:first-of-type': { borderTop: 0 },
  '&:is(a, button):hover': { backgroundColor: v.hover },
  '&:focus-visible': { outlineOffset: -2 },
} as const
const RowLink = styled(Link)(row)
const RowButton = styled('button')({ ...row, cursor: 'pointer' })
const RowBox = styled('div')(row)

/** `end` stands below the text where it does not fit beside it. */
type RowProps = { icon?: ReactNode; title: ReactNode; detail?: ReactNode; end?: ReactNode; to?: string; search?: Record<string, string>; onClick?: () => void; chevron?: boolean }

export function ListRow({ icon, title, detail, end, to, search, onClick, chevron = true }: RowProps) {
  const inside = (
    <>
      {icon && <span style={{ display: 'flex', color: v.secondary, flexShrink: 0 }}>{icon}</span>}
      <span style={{ flex: 1, minWidth: 0, display: 'flex', alignItems: 'center', gap: '4px 12px', flexWrap: 'wrap' }}>
        <span style={{ flex: '1 1 150px', minWidth: 0 }}>
          <span style={{ display: 'flex', alignItems: 'center', gap: 8, fontWeight: 500, lineHeight: '20px', flexWrap: 'wrap', overflowWrap: 'anywhere' }}>{title}</span>
          {detail && <span style={{ display: 'block', color: v.secondary, fontSize: 13, lineHeight: '18px', overflowWrap: 'anywhere' }}>{detail}</span>}
        </span>
        {end}
      </span>
      {(to || onClick) && chevron && <ChevronRight size={17} color={v.muted} aria-hidden />}
    </>
  )
  if (to) return <RowLink to={to} search={search as never}>{inside}</RowLink>
  if (onClick) return <RowButton type="button" onClick={onClick}>{inside}</RowButton>
  return <RowBox>{inside}</RowBox>
}

const Swatch = styled('button')({
  display: 'flex', alignItems: 'center', justifyContent: 'center', width: 34, height: 34, borderRadius: 6, border: `1px solid ${v.lineStrong}`, backgroundColor: v.paper,
  cursor: 'pointer', flexShrink: 0, position: 'relative', '&:hover': { borderColor: v.muted },
  [touch]: { '&::after': { content: '""', position: 'absolute', inset: -6 } },
})

export function ColourPicker({ value, onChange, name }: { value?: string; onChange: (colour: LabelColour) => void; name: string }) {
  const t = useText()
  const known = labelColours.find((colour) => colour === value) ?? 'gray'
  return (
    <Menu
      width={180} trigger={<Swatch type="button" aria-label={`${t(c.colour)}, ${name}: ${t(colourTexts[known])}`}><Dot colour={known} size={14} /></Swatch>}
      items={labelColours.map((colour) => ({
        label: t(colourTexts[colour]), checked: colour === known, onSelect: () => onChange(colour),
        icon: <span style={{ width: 16, height: 16, borderRadius: 4, backgroundColor: toneOf(colour).solid }} />,
      }))}
    />
  )
}
