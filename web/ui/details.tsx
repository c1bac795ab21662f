// UI kit: what few need, behind a line that opens it.
import styled from '@emotion/styled'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { touch, v } from '../theme.ts'

const Fold = styled('details')({
  '& > summary': { display: 'inline-flex', alignItems: 'center', gap: 6, padding: '4px 6px 4px 0', borderRadius: 6, fontSize: 13, lineHeight: '20px', fontWeight: 500, color: v.secondary, cursor: 'pointer', listStyle: 'none' },
  '& > summary::-webkit-details-marker': { display: 'none' },
  '& > summary:hover': { color: v.text },
  '& > summary > svg': { transition: 'transform 120ms' },
  '&[open] > summary > svg': { transform: 'rotate(90deg)' },
  [touch]: { '& > summary': { minHeight: 44 } },
})

/** Closed at first, unless `open`. */
export function Details({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <Fold open={open}>
      <summary><ChevronRight size={16} aria-hidden />{summary}</summary>
      <div style={{ display: 'grid', gap: 12, paddingTop: 8 }}>{children}</div>
    </Fold>
  )
}
