// The approvals' screens: on My day, how many decisions wait for the viewer.
import { Link } from '@tanstack/react-router'
import { BadgeCheck, ChevronRight } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Card } from '../../../web/ui/page.tsx'
import { mostCounted, useWaiting } from './queries.ts'
import { approvalTexts as a } from './texts.ts'

export function WaitingLine() {
  const t = useText()
  const waiting = useWaiting()
  const count = waiting?.data.length ?? 0
  if (!count) return null
  return (
    <Card style={{ marginBottom: 20 }}>
      <Link to="/approvals" style={{ display: 'flex', alignItems: 'center', gap: 10, minHeight: 44, padding: '0 14px', color: 'inherit', textDecoration: 'none' }}>
        <BadgeCheck size={18} color={v.accent} aria-hidden /><span style={{ flex: 1, fontWeight: 500 }}>{t(waiting?.page.next ? a.waitingMany : a.waiting, { count: waiting?.page.next ? mostCounted : count })}</span><ChevronRight size={16} aria-hidden color={v.muted} />
      </Link>
    </Card>
  )
}
