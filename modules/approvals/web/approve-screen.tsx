// The approvals' door: what the link of a mail, or of a message in the chat, opens: what it is about, and one press, without
// signing in. Route /approve/$token.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { api, ApiError, type Answer } from '../../../web/api.ts'
import { DoorForm } from '../../../web/door/door-layout.tsx'
import { useText } from '../../../web/i18n.tsx'
import { useSession } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { ErrorState, FormError, Skeleton } from '../../../web/ui/states.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { refreshApprovals } from './queries.ts'
import { approvalTexts as a, doorTexts as d } from './texts.ts'

type Asked = Answer<'GET /approval-links/{token}'>

const isOver = (error: unknown) => error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429

export default function ApproveScreen() {
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  // not kept when one goes on: whoever comes back after deciding is not asked again
  const query = useQuery({ queryKey: ['approval-link', token], retry: false, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false, queryFn: ({ signal }) => api.get('/approval-links/{token}', { path: { token }, signal }) })
  if (query.isPending) return <div style={{ display: 'grid', gap: 16 }}><Skeleton height={28} width="80%" /><Skeleton height={18} /><Skeleton height={90} /><Skeleton height={44} /></div>
  if (isOver(query.error)) return <Over />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Decide asked={query.data} token={token} />
}

function Decide({ asked, token }: { asked: Asked; token: string }) {
  const t = useText()
  const format = useFormat()
  const [comment, setComment] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'rejected') => api.post('/approval-links/{token}', { path: { token }, body: { decision, comment: comment.trim() || null } }),
    onSuccess: () => void refreshApprovals(),
  })
  if (decide.data) return <Thanks decision={decide.data.decision} />
  if (isOver(decide.error)) return <Over />
  const button = (decision: 'approved' | 'rejected') => ({ size: 'large' as const, loading: decide.isPending && decide.variables === decision, disabled: decide.isPending, onClick: () => decide.mutate(decision) })
  return (
    <DoorForm title={asked.title} help={t(d.asks, { who: asked.requester })}>
      {asked.body && <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{asked.body}</div>}
      {asked.record && <Shown record={asked.record} />}
      <TextInput large label={t(a.comment)} optional multiline maxLength={2000} value={comment} onChange={setComment} />
      <FormError error={decide.error} />
      <div style={{ display: 'grid', gap: 10, gridTemplateColumns: '1fr 1fr' }}>
        <Button icon={<X size={18} />} {...button('rejected')}>{t(a.reject)}</Button>
        <Button variant="primary" icon={<Check size={18} />} {...button('approved')}>{t(a.approve)}</Button>
      </div>
      <div style={{ color: v.muted, fontSize: 13, lineHeight: '19px' }}>{t(d.hello, { workspace: asked.workspace.name, name: asked.approver })}. {t(d.until, { date: format.date(asked.expiresAt) })}</div>
    </DoorForm>
  )
}

function Thanks({ decision }: { decision: 'approved' | 'rejected' }) {
  const t = useText()
  const here = useSession() !== null
  return <DoorForm title={t(decision === 'approved' ? d.thanksApproved : d.thanksRejected)} help={here ? t(d.thanksHelp) : `${t(d.thanksHelp)} ${t(d.mayClose)}`}>{here && <Onwards />}</DoorForm>
}

/** Decided by her or by another, withdrawn, or too old: among the approvals she reads which. */
function Over() {
  const t = useText()
  return <DoorForm title={t(d.over)} help={t(d.overHelp)}><Onwards /></DoorForm>
}

/** Whoever has no session signs in on the way there. */
function Onwards() {
  const t = useText()
  return <Button component={Link} to="/approvals" search={{ tab: 'all' }} size="large" wide>{t(useSession() ? d.toAll : d.signInToAll)}</Button>
}

/** The record's lines, as the server lets this approver read them. */
function Shown({ record }: { record: NonNullable<Asked['record']> }) {
  return (
    <section style={{ border: `1px solid ${v.line}`, borderRadius: 8, padding: '10px 14px' }}>
      <h2 style={{ margin: '0 0 6px', fontSize: 14, fontWeight: 600, overflowWrap: 'anywhere' }}>{record.kind}: {record.title}</h2>
      <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: 'minmax(90px, auto) minmax(0, 1fr)', gap: '4px 14px', fontSize: 14 }}>
        {record.lines.map((line) => [
          <dt key={`${line.label} label`} style={{ color: v.secondary }}>{line.label}</dt>,
          <dd key={line.label} style={{ margin: 0, overflowWrap: 'anywhere' }}>{line.text}</dd>,
        ])}
      </dl>
    </section>
  )
}
