// UI kit: Label (a coloured value: stage, option), Chip (a removable one), Dot, Badge and Avatar.
import styled from '@emotion/styled'
import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { colourOf } from '../colours.ts'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { label as toneOf, touch, v } from '../theme.ts'

const shape: CSSProperties = {
  display: 'inline-flex', alignItems: 'center', gap: 5, height: 22, padding: '0 8px', borderRadius: 6, maxWidth: '100%', minWidth: 0,
  fontSize: 12.5, lineHeight: '22px', fontWeight: 500, whiteSpace: 'nowrap',
}

const words: CSSProperties = { overflow: 'hidden', textOverflow: 'ellipsis' }
const grounds = new Map<string | undefined, CSSProperties>()

/** The same object for each label of a colour. */
function groundOf(colour: string | undefined): CSSProperties {
  let ground = grounds.get(colour)
  const tone = toneOf(colour)
  if (!ground) grounds.set(colour, ground = { ...shape, backgroundColor: tone.bg, color: tone.fg })
  return ground
}

/** A value with its colour, one of the ten of web/colours.ts (gray when unknown). Plain elements: a list holds hundreds. */
export function Label({ colour, children, icon }: { colour?: string; children: ReactNode; icon?: ReactNode }) {
  return <span style={groundOf(colour)}>{icon}<span style={words}>{children}</span></span>
}

export function Dot({ colour, size = 8 }: { colour?: string; size?: number }) {
  return <span aria-hidden style={{ width: size, height: size, borderRadius: '50%', flexShrink: 0, backgroundColor: toneOf(colour).solid }} />
}

const Remove = styled('button')({
  display: 'inline-flex', border: 0, background: 'none', color: 'inherit', padding: 2, margin: '0 -5px 0 0', borderRadius: 4, cursor: 'pointer',
  '&:hover': { backgroundColor: v.pressed },
  [touch]: { position: 'relative', '&::after': { content: '""', position: 'absolute', inset: '-14px -8px' } },
})

export function Chip({ colour, children, icon, onRemove, name }: { colour?: string; children: ReactNode; icon?: ReactNode; onRemove?: () => void; name?: string }) {
  const t = useText()
  const what = name ?? (typeof children === 'string' ? children : '')
  return (
    <span style={{ ...groundOf(colour), height: 24, lineHeight: '24px' }}>
      {icon}<span style={words}>{children}</span>
      {onRemove && <Remove type="button" aria-label={`${t(texts.remove)} ${what}`} onClick={onRemove}><X size={12} /></Remove>}
    </span>
  )
}

/** A small count; nothing at zero. */
export function Badge({ count, tone = 'accent' }: { count: number; tone?: 'accent' | 'quiet' }) {
  if (!count) return null
  const style = tone === 'accent' ? { backgroundColor: v.accent, color: v.accentText } : { backgroundColor: v.pressed, color: v.secondary }
  return (
    <span style={{ ...style, minWidth: 18, height: 18, padding: '0 5px', borderRadius: 9, fontSize: 11.5, lineHeight: '18px', fontWeight: 600, textAlign: 'center', fontVariantNumeric: 'tabular-nums' }}>
      {count > 99 ? '99+' : count}
    </span>
  )
}

/** One letter for a one-word name, two for others. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const picked = words.length > 1 ? [words[0], words.at(-1)!] : words
  return picked.map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, '')][0]).join('').toUpperCase() || '?'
}

/** Decorative beside a name; give `title` where it stands alone. */
export function Avatar({ name, size = 24, title, square }: { name: string; size?: number; title?: string; square?: boolean }) {
  const tone = toneOf(colourOf(name))
  return (
    <span
      {...(title ? { role: 'img', 'aria-label': title, title } : { 'aria-hidden': true })}
      style={{
        width: size, height: size, borderRadius: square ? Math.round(size / 4) : '50%', flexShrink: 0, display: 'inline-flex', alignItems: 'center',
        justifyContent: 'center', backgroundColor: tone.bg, color: tone.fg, fontSize: Math.max(9.5, size * 0.4), lineHeight: 1, fontWeight: 600, userSelect: 'none',
      }}
    >
      {initialsOf(name)}
    </span>
  )
}
