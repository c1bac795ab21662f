// How the grid looks. One styled root with plain class names inside: rows come and go while scrolling and must stay cheap.
import styled from '@emotion/styled'
import { v } from '../../theme.ts'

export const rowHeight = 36
export const headHeight = 36
/** The column of check boxes. */
export const leadWidth = 40

export const GridRoot = styled('div')({
  position: 'relative', flex: 1, minHeight: 0, minWidth: 0, overflow: 'auto', overflowAnchor: 'none', outline: 'none',
  fontSize: 13, lineHeight: '18px',
  fontVariantNumeric: 'tabular-nums', borderTop: `1px solid ${v.line}`, contain: 'strict',
  '& .head': {
    position: 'sticky', top: 0, zIndex: 4, display: 'flex', height: headHeight, backgroundColor: v.canvas,
    borderBottom: `1px solid ${v.line}`, minWidth: '100%',
  },
  '& .track': { position: 'relative', minWidth: '100%' },
  '& .row': {
    position: 'absolute', left: 0, top: 0, width: 'max-content', minWidth: '100%', display: 'flex', height: rowHeight,
    borderBottom: `1px solid ${v.line}`, backgroundColor: v.canvas,
    contain: 'layout style',
  },
  '& .cell': {
    position: 'relative', display: 'flex', alignItems: 'center', flex: '0 0 auto', height: '100%', padding: '0 10px',
    minWidth: 0,
    borderRight: `1px solid transparent`, whiteSpace: 'nowrap',
  },
  '& .cell > .inside': { minWidth: 0, maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .cell.end': { justifyContent: 'flex-end' },
  // Only what stays while the others pass beneath has a ground of its own: a colour inherited from the row would have all its
  // cells styled anew whenever the row moves.
  '& .pinned': { position: 'sticky', zIndex: 2, backgroundColor: v.canvas },
  '& .lastPinned': { borderRightColor: v.line },
  '& .lead': { position: 'sticky', left: 0, zIndex: 3, width: leadWidth, justifyContent: 'center', padding: 0, backgroundColor: v.canvas },
  '& .lead input': { cursor: 'pointer', width: 15, height: 15, accentColor: v.accent },
  '& .fill': { flex: 1 },
  // The pointer's tint lies over an opaque ground, for what scrolls beneath the pinned cells.
  '& .row:hover, & .row:hover > .pinned, & .row:hover > .lead': { backgroundColor: `color-mix(in srgb, ${v.text} 3.5%, ${v.canvas})` },
  '& .row.peeked, & .row.peeked > .pinned, & .row.peeked > .lead': { backgroundColor: `color-mix(in srgb, ${v.text} 6%, ${v.canvas})` },
  // brought into sight by a peek: not below the head
  '& .row.peeked': { scrollMarginBlock: headHeight },
  '& .row.chosen, & .row.chosen > .pinned, & .row.chosen > .lead': { backgroundColor: v.selected },
  '& .row > .cell.ranged': { backgroundColor: `color-mix(in srgb, ${v.focus} 14%, ${v.canvas})` },
  '& .fillHandle': { display: 'none', position: 'absolute', right: 1, bottom: 1, width: 9, height: 9, backgroundColor: v.focus, border: `1px solid ${v.canvas}`, cursor: 'crosshair' },
  '&:focus .fillHandle': { display: 'block' },
  '&:focus .cell.active, & .cell.editing': { boxShadow: `inset 0 0 0 2px ${v.focus}`, borderRadius: 3 },
  // An editor hangs over the rows below.
  '& .row.edited': { zIndex: 3 },
  '& .editing [role=alert]': { padding: '4px 10px 7px' },
  '& .clip': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .person': {
    display: 'inline-flex', alignItems: 'center', gap: 6, minWidth: 0, maxWidth: '100%', verticalAlign: 'middle',
  },
  '& .labels': { display: 'inline-flex', gap: 4 },
  '& .title': { color: v.text, fontWeight: 500, textDecoration: 'none' },
  '& .title:hover': { textDecoration: 'underline', textUnderlineOffset: 3, textDecorationColor: v.lineStrong },
  '& .quick': { display: 'none', marginLeft: 'auto', paddingLeft: 6, color: v.muted },
  '& .row:hover .quick, & .cell.active .quick': { display: 'inline-flex' },
  '& .waiting input, & .waiting .quick': { visibility: 'hidden' },
  '& .row.group': { cursor: 'pointer' },
  '& .row.group, & .row.group > .cell': { backgroundColor: v.sunken },
  '& .row.foot': { position: 'sticky', top: 'auto', bottom: 0, zIndex: 4, cursor: 'default', borderTop: `1px solid ${v.line}`, width: 'max-content' },
  '& .bone': { display: 'block', height: 10, borderRadius: 5, backgroundColor: v.pressed },
  '& .headCell': { color: v.secondary, fontWeight: 500, padding: 0, userSelect: 'none', backgroundColor: v.canvas },
  '& .headLabel': {
    display: 'flex', alignItems: 'center', gap: 4, flex: 1, minWidth: 0, height: '100%', padding: '0 4px 0 10px',
    border: 0, background: 'none', color: 'inherit', font: 'inherit',
    cursor: 'pointer', textAlign: 'left',
  },
  '& .headLabel:hover': { color: v.text },
  '& .headMenu': { opacity: 0, marginRight: 6 },
  '& .headCell:hover .headMenu, & .headCell.active .headMenu, & .headMenu[aria-expanded=true], & .headMenu:focus-visible': { opacity: 1 },
  '& .grip': {
    position: 'absolute', right: -4, top: 0, width: 9, height: '100%', cursor: 'col-resize', zIndex: 5,
    touchAction: 'none',
  },
  '& .grip::after': { content: '""', position: 'absolute', left: 4, top: 9, bottom: 9, width: 1, backgroundColor: v.line },
  '& .grip:hover::after, & .grip.dragging::after': { backgroundColor: v.accent, width: 2, top: 0, bottom: 0 },
  '& .drop': { position: 'absolute', top: 0, bottom: 0, width: 2, backgroundColor: v.accent, zIndex: 6 },
})
