// UI kit: Tooltip, a short name of what is under the pointer, with its shortcut if it has one; and Kbd, a key as it is printed.
import { Tooltip as MuiTooltip } from '@mui/material'
import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode } from 'react'
import { v } from '../theme.ts'

const apple = /mac|iphone|ipad/i.test(navigator.platform)

const Key = styled('kbd')({
  display: 'inline-flex', alignItems: 'center', justifyContent: 'center', minWidth: 20, height: 20, padding: '0 5px',
  borderRadius: 5, border: `1px solid ${v.lineStrong}`, backgroundColor: v.paper, color: v.secondary,
  fontFamily: 'inherit', fontSize: 11.5, fontWeight: 500, lineHeight: 1, textTransform: 'capitalize',
})

/** `Mod` is ⌘ on Apple machines and Ctrl elsewhere. */
export const keyName = (key: string) => (key === 'Mod' ? (apple ? '⌘' : 'Ctrl') : key)

/** `<Kbd keys="Mod K" />` */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span style={{ display: 'inline-flex', gap: 3 }}>
      {keys.split(' ').map((key, index) => <Key key={index}>{keyName(key)}</Key>)}
    </span>
  )
}

type Props = { label: ReactNode; keys?: string; children: ReactElement; placement?: 'top' | 'bottom' | 'left' | 'right' }

export function Tooltip({ label, keys, children, placement = 'bottom' }: Props) {
  const title = keys ? <span>{label} <span style={{ opacity: 0.7, marginLeft: 6 }}>{keys.split(' ').map(keyName).join(' ')}</span></span> : label
  return (
    <MuiTooltip title={title} placement={placement} disableTouchListener slotProps={{ popper: { modifiers: [{ name: 'offset', options: { offset: [0, -6] } }] } }}>
      {children}
    </MuiTooltip>
  )
}
