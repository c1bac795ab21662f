// The approvals' screens: one request: what it asks, about what, who was asked, and the buttons.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../web/i18n.tsx'
import { useObject } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { ObjectIcon } from '../../../web/ui/object-icon.tsx'
import { ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { ActButtons } from './act-dialog.tsx'
import { Levels, StateLabel } from './approval-parts.tsx'
import { approvalQuery, type Approval } from './queries.ts'
import { approvalTexts as a } from './texts.ts'

export default function ApprovalSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const query = useQuery(approvalQuery(id))
  const approval = query.data
  const subtitle = approval && `${t(a.askedBy, { name: approval.requester?.name ?? t(a.someone) })}, ${format.dateTime(approval.createdAt)}`
  return (
    <Sheet open onClose={onClose} width={460} title={approval?.title ?? '\u00a0'} subtitle={subtitle}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : !approval ? <SkeletonRows rows={5} columns={2} /> : <Told approval={approval} />}
    </Sheet>
  )
}

function Told({ approval }: { approval: Approval }) {
  const t = useText()
  return (
    <div style={{ display: 'grid', gap: 20 }}>
      <div style={{ display: 'grid', gap: 10, justifyItems: 'start' }}>
        <StateLabel state={approval.state} />
        {approval.body && <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{approval.body}</div>}
        {approval.comment && <div style={{ color: v.secondary, overflowWrap: 'anywhere' }}>{approval.decidedBy?.name}: “{approval.comment}”</div>}
        <About approval={approval} />
      </div>
      <ActButtons approval={approval} />
      <div aria-label={t(a.approvers)}><Levels approval={approval} /></div>
    </div>
  )
}

function About({ approval: { object: name, record, recordTitle } }: { approval: Approval }) {
  const t = useText()
  const object = useObject(name ?? '')
  if (!object || !record || recordTitle === null) return null
  return (
    <Link to="/o/$object/$id" params={{ object: object.name, id: record }} style={{ display: 'flex', alignItems: 'center', gap: 8, minHeight: 32 }}>
      <ObjectIcon object={object.name} icon={object.icon} /><span style={{ overflowWrap: 'anywhere' }}>{t(object.label)}: {recordTitle}</span>
    </Link>
  )
}
