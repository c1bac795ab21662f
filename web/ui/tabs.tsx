// UI kit: Tabs with counts; arrows move between them, Home and End go to the ends.
import styled from '@emotion/styled'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { touch, v } from '../theme.ts'

export type Tab<Value extends string = string> = { value: Value; label: ReactNode; count?: number | string; icon?: ReactNode }

const List = styled('div')({ display: 'flex', gap: 2, overflowX: 'auto', scrollbarWidth: 'none', minWidth: 0 })
const Item = styled('button')({
  position: 'relative', display: 'inline-flex', alignItems: 'center', gap: 7, height: 36, padding: '0 10px', border: 0, background: 'none',
  font: 'inherit', fontSize: 13.5, fontWeight: 500, color: v.secondary, cursor: 'pointer', whiteSpace: 'nowrap', borderRadius: 6,
  '&:hover': { color: v.text },
  '&:focus-visible': { outlineOffset: -2 },
  '&[aria-selected=true]': { color: v.text },
  '&[aria-selected=true]::after': {
    content: '""', position: 'absolute', left: 10, right: 10, bottom: 0, height: 2, borderRadius: 2, backgroundColor: v.accent,
  },
  [touch]: { height: 44 },
})
const Count = styled('span')({ fontSize: 12, color: v.muted, fontVariantNumeric: 'tabular-nums', fontWeight: 400 })

type Props<Value extends string> = { value: Value; onChange: (value: Value) => void; tabs: readonly Tab<Value>[]; label: string; end?: ReactNode; panelId?: string }

export function Tabs<Value extends string>({ value, onChange, tabs, label, end, panelId }: Props<Value>) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const now = tabs.findIndex((tab) => tab.value === value)
    const target = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (target === undefined) return
    event.preventDefault()
    const index = (target + tabs.length) % tabs.length
    onChange(tabs[index].value)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus()
  }
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 4, minWidth: 0 }}>
      <List role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map((tab) => (
          <Item
            key={tab.value} role="tab" type="button" aria-selected={tab.value === value} tabIndex={tab.value === value ? 0 : -1}
            aria-controls={panelId} onClick={() => onChange(tab.value)}
          >
            {tab.icon}
            {tab.label}
            {tab.count !== undefined && <Count>{tab.count}</Count>}
          </Item>
        ))}
      </List>
      {end}
    </div>
  )
}
