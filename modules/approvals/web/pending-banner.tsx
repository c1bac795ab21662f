// The approvals' screens: on a record that waits for a decision: what is decided and by whom, and the approver's buttons.
import styled from '@emotion/styled'
import { Hourglass, LockKeyhole } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { label as toneOf, v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ActButtons } from './act-dialog.tsx'
import { useWaitsFor } from './approval-parts.tsx'
import { usePending } from './queries.ts'
import { approvalTexts as a } from './texts.ts'

const ApprovalSheet = lazy(() => import('./approval-sheet.tsx'))

const Band = styled('div')({ display: 'flex', alignItems: 'center', gap: '8px 12px', flexWrap: 'wrap', padding: '9px 12px', borderRadius: 8, border: `1px solid ${v.line}`, fontSize: 13.5, lineHeight: '20px' })

export function PendingBanner({ object, record, style }: { object: string; record: string; style?: React.CSSProperties }) {
  const t = useText()
  const waitsFor = useWaitsFor()
  const [open, setOpen] = useState<string | null>(null)
  const pending = usePending(object, record)
  const tone = toneOf('amber')
  if (!pending.length) return null
  return (
    <div role="status" style={{ display: 'grid', gap: 6, ...style }}>
      {pending.map((approval) => (
        <Band key={approval.id} style={{ backgroundColor: tone.bg, color: tone.fg, borderColor: 'transparent' }}>
          {approval.locks ? <LockKeyhole size={17} aria-hidden style={{ flexShrink: 0 }} /> : <Hourglass size={17} aria-hidden style={{ flexShrink: 0 }} />}
          <span style={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }} title={approval.locks ? t(a.lockedHelp) : undefined}>
            <strong style={{ fontWeight: 600 }}>{t(approval.locks ? a.lockedTitle : a.pendingTitle, { title: approval.title })}</strong>{' '}{waitsFor(approval)}
          </span>
          <ActButtons approval={approval} brief />
          <Button size="small" onClick={() => setOpen(approval.id)}>{t(a.see)}</Button>
        </Band>
      ))}
      {open && <Suspense><ApprovalSheet id={open} onClose={() => setOpen(null)} /></Suspense>}
    </div>
  )
}
