// The calendar's look: one grid whose cells are days.
import styled from '@emotion/styled'
import { phone, touch, v } from '../../theme.ts'

export const Root = styled('div')({
  display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, minWidth: 0, borderTop: `1px solid ${v.line}`,
  '& .bar': { display: 'flex', alignItems: 'center', gap: 4, padding: '8px 16px', flexWrap: 'wrap' },
  '& .bar h2': { margin: '0 8px 0 4px', fontSize: 15, lineHeight: '22px', fontWeight: 600, minWidth: 150 },
  '& .weekdays': { display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))', borderBottom: `1px solid ${v.line}` },
  '& .weekdays span': { padding: '2px 10px 5px', fontSize: 12, fontWeight: 500, color: v.muted, textTransform: 'capitalize' },
  '& .days': { flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', overflow: 'auto' },
  '& .week': { flex: '1 0 0', minHeight: 92, display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))' },
  '& .week + .week': { borderTop: `1px solid ${v.line}` },
  '& .day': { position: 'relative', display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0, minHeight: 0, padding: '3px 4px 4px', overflow: 'hidden' },
  '& .day + .day': { borderLeft: `1px solid ${v.line}` },
  '& .day.beyond': { backgroundColor: v.sunken },
  '& .day.over': { backgroundColor: v.accentSoft, boxShadow: `inset 0 0 0 2px ${v.accent}` },
  '& .day:focus-visible': { outlineOffset: -2 },
  '&[data-span=week] .day': { overflowY: 'auto', paddingBottom: 40 },
  '& .dayHead': { display: 'flex', alignItems: 'center', justifyContent: 'space-between', height: 22, padding: '0 3px', flexShrink: 0, fontSize: 12.5, color: v.secondary },
  '& .beyond .dayHead': { color: v.muted },
  '& .number': { display: 'inline-flex', alignItems: 'center', justifyContent: 'center', minWidth: 22, height: 20, padding: '0 5px', borderRadius: 10, fontVariantNumeric: 'tabular-nums', border: 0, background: 'none', font: 'inherit', color: 'inherit', cursor: 'pointer' },
  '& .today .number': { backgroundColor: v.accent, color: v.accentText, fontWeight: 600 },
  '& .free .number': { color: v.bad },
  '& .free.today .number': { color: v.accentText },
  '& .holiday': { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontSize: 11.5, padding: '0 4px' },
  '& .add': { opacity: 0 },
  '& .day:hover .add, & .day:focus-within .add': { opacity: 1 },
  [touch]: { '& .add': { opacity: 1 } },
  [phone]: { '& .bar': { padding: '6px 12px', flexWrap: 'nowrap' }, '& .bar h2': { flex: 1, minWidth: 0 } },
})

export const Item = styled('button')({
  display: 'flex', alignItems: 'center', gap: 5, width: '100%', minWidth: 0, height: 22, flexShrink: 0, padding: '0 6px', border: 0, borderRadius: 5, font: 'inherit',
  fontSize: 12.5, lineHeight: '18px', textAlign: 'left', cursor: 'pointer', userSelect: 'none',
  '& .time': { flexShrink: 0, opacity: 0.85, fontVariantNumeric: 'tabular-nums' },
  '& .name': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: 500 },
  '&:hover': { filter: 'brightness(0.97)' },
  '&.peeked': { boxShadow: `inset 0 0 0 1.5px ${v.accent}` },
  '&.large': { height: 'auto', minHeight: 34, fontSize: 13.5, padding: '6px 10px' },
  '&.large .name': { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  [touch]: { '&.large': { minHeight: 44 } },
})

export const More = styled('button')({
  border: 0, background: 'none', font: 'inherit', fontSize: 12, lineHeight: '18px', fontWeight: 500, color: v.secondary, padding: '0 6px', textAlign: 'left',
  cursor: 'pointer', borderRadius: 5, flexShrink: 0, '&:hover': { backgroundColor: v.hover, color: v.text }, [touch]: { minHeight: 36 },
})
