// How the board looks. Plain class names under one root, as in the grid.
import styled from '@emotion/styled'
import { phone, touch, v } from '../../theme.ts'

export const BoardRoot = styled('div')({
  flex: 1, minHeight: 0, minWidth: 0, display: 'flex', gap: 10, overflowX: 'auto', overflowY: 'hidden',
  padding: '2px 16px 12px', borderTop: `1px solid ${v.line}`, paddingTop: 10,
  '& .column': {
    width: 248, flexShrink: 0, display: 'flex', flexDirection: 'column', minHeight: 0, borderRadius: 10,
    backgroundColor: v.sunken, transition: 'box-shadow 120ms',
  },
  '& .column.over': { boxShadow: `inset 0 0 0 2px ${v.accent}`, backgroundColor: v.accentSoft },
  '& .column.closed': { opacity: 0.45, cursor: 'not-allowed', backgroundImage: `repeating-linear-gradient(135deg, transparent 0 7px, ${v.line} 7px 8px)` },
  '& .columnHead': {
    display: 'grid', gridTemplateColumns: 'auto minmax(0, auto) 1fr auto', alignItems: 'center', columnGap: 7,
    gridTemplateRows: 'minmax(28px, auto)', padding: '6px 6px 5px 12px', minHeight: 40,
  },
  '& .columnHead h2': {
    margin: 0, fontSize: 13.5, lineHeight: '20px', fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .count': { fontSize: 12.5, color: v.secondary },
  // The name has the first line for itself; the sum stands below it.
  '& .sum': {
    gridRow: 2, gridColumn: '2 / -1', fontSize: 12.5, lineHeight: '18px', color: v.secondary, whiteSpace: 'nowrap',
    overflow: 'hidden', textOverflow: 'ellipsis', minHeight: 18,
  },
  '& .cards': {
    flex: 1, minHeight: 0, overflowY: 'auto', padding: '2px 8px 12px', display: 'flex', flexDirection: 'column', gap: 7,
    outline: 'none', overflowAnchor: 'none',
  },
  // Only the cards in sight and some around them are drawn.
  '& .cardTrack': { position: 'relative', flexShrink: 0 },
  '& .cardPlace': { position: 'absolute', top: 0, left: 0, right: 0, contain: 'layout style' },
  '& .column.collapsed': { width: 44, alignItems: 'center', padding: '6px 0', gap: 8, border: 0, font: 'inherit', color: 'inherit', cursor: 'pointer' },
  '& .column.collapsed:hover': { backgroundColor: v.pressed },
  '& .collapsedName': {
    writingMode: 'vertical-rl', fontSize: 13.5, fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minHeight: 0,
  },
  '& .card': {
    position: 'relative', flexShrink: 0, padding: '9px 10px 10px 12px', borderRadius: 8, border: `1px solid ${v.line}`,
    backgroundColor: v.paper, cursor: 'pointer', fontSize: 13, lineHeight: '19px',
    display: 'grid', gap: 3, minHeight: 44, userSelect: 'none',
  },
  '& .card:hover': { borderColor: v.lineStrong },
  '& .card.peeked': { borderColor: v.accent, boxShadow: `0 0 0 1px ${v.accent}` },
  '& .cardName': {
    flex: 1, minWidth: 0, fontSize: 13.5, fontWeight: 500, overflowWrap: 'anywhere', display: '-webkit-box',
    WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden',
  },
  '& .columnTools': { gridColumn: -2, gridRow: 1, display: 'flex' },
  '& .columnFold': { opacity: 0 },
  '& .column:hover .columnFold, & .columnFold:focus-visible': { opacity: 1 },
  '& .cardMove': { margin: '-5px -6px -5px 0', opacity: 0 },
  '& .card:hover .cardMove, & .card:focus-within .cardMove, & .cardMove[aria-expanded=true]': { opacity: 1 },
  '& .cardSum': { fontWeight: 600 },
  '& .cardFact': {
    color: v.secondary, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', paddingRight: 24,
  },
  '& .cardMarks': { display: 'flex', flexWrap: 'wrap', gap: '2px 10px', fontSize: 12.5, color: v.secondary, paddingRight: 24 },
  '& .cardMarks > span': { display: 'inline-flex', alignItems: 'center', gap: 4 },
  '& .cardOwner': { position: 'absolute', right: 9, bottom: 9 },
  '& .person': {
    display: 'inline-flex', alignItems: 'center', gap: 5, minWidth: 0, maxWidth: '100%', verticalAlign: 'middle',
  },
  '& .clip': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .labels': { display: 'inline-flex', gap: 4 },
  '& .nothing': { color: v.muted, fontSize: 13, padding: '14px 6px', textAlign: 'center' },
  [touch]: { '& .cardMove, & .columnFold': { opacity: 1 } },
  [phone]: {
    scrollSnapType: 'x mandatory', scrollbarWidth: 'none', gap: 0, padding: 0,
    '& .column': {
      width: '100%', scrollSnapAlign: 'start', scrollSnapStop: 'always', borderRadius: 0,
      backgroundColor: 'transparent',
    },
    '& .cards': { padding: '4px 12px 16px' }, '& .card': { fontSize: 14, lineHeight: '20px' },
    '& .cardName': { fontSize: 15, lineHeight: '21px' }, '& .cardMove': { opacity: 1 },
    // The tabs above name the column and count it.
    '& .columnHead': { padding: '2px 12px 0 16px', gridTemplateColumns: '1fr auto' },
    '& .columnHead h2, & .columnHead .count, & .columnHead > [aria-hidden]': { display: 'none' },
    '& .sum': { gridRow: 1, gridColumn: 1 },
  },
})
