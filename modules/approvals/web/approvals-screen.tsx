// Approvals: those that wait for the viewer, those that she asked for, and all that she may know of. Route /approvals.
import styled from '@emotion/styled'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { BadgeCheck, UserRoundCog } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useObject } from '../../../web/queries.ts'
import { phone, v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Card, Page, PageHeader, useTitle } from '../../../web/ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { ActButtons } from './act-dialog.tsx'
import { StateLabel, useWaitsFor } from './approval-parts.tsx'
import { useApprovals, type Approval, type Tab } from './queries.ts'
import { approvalTexts as a } from './texts.ts'

const ApprovalSheet = lazy(() => import('./approval-sheet.tsx'))
const StandInDialog = lazy(() => import('./stand-in-dialog.tsx'))

const Row = styled('div')({
  display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: '4px 16px', padding: '12px 16px', alignItems: 'center', borderBottom: `1px solid ${v.line}`,
  '&:last-of-type': { borderBottom: 0 },
  [phone]: { gridTemplateColumns: 'minmax(0, 1fr)', padding: '12px 14px', gap: 10 },
})
const Open = styled('button')({ border: 0, background: 'none', font: 'inherit', color: 'inherit', textAlign: 'left', padding: 0, cursor: 'pointer', minWidth: 0, display: 'grid', gap: 2, minHeight: 44, alignContent: 'center' })

const tabs: Tab[] = ['mine', 'asked', 'all']
const empty = { mine: [a.noneMine, a.noneMineBody], asked: [a.noneAsked, a.noneAskedBody], all: [a.noneAll, a.noneAllBody] } as const

export default function ApprovalsScreen() {
  const t = useText()
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const tab = tabs.find((one) => one === search.tab) ?? 'mine'
  const open = typeof search.open === 'string' ? search.open : undefined
  const [standing, setStanding] = useState(false)
  const query = useApprovals(tab)
  const rows = (query.data?.pages ?? []).flatMap((page) => page.data)
  const go = (next: { tab?: Tab; open?: string }) => void navigate({ to: '.', search: { ...(tab !== 'mine' && { tab }), ...next }, replace: true } as never)
  useTitle(t(a.title))
  return (
    <Page width={860} header={<PageHeader icon={<BadgeCheck size={18} />} title={t(a.title)} subtitle={t(a.subtitle)} actions={<Button size="small" icon={<UserRoundCog size={16} />} onClick={() => setStanding(true)}>{t(a.standIn)}</Button>} />}>
      <div style={{ paddingBottom: 12 }}><Tabs label={t(a.title)} value={tab} onChange={(next) => go({ tab: next })} tabs={tabs.map((value) => ({ value, label: t(a[value]) }))} /></div>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : query.isPending ? <Card><SkeletonRows rows={5} height={64} columns={2} /></Card> : rows.length === 0
        ? <Card><EmptyState icon={<BadgeCheck size={20} />} title={t(empty[tab][0])} body={t(empty[tab][1])} /></Card>
        : <Card>{rows.map((approval) => <ApprovalRow key={approval.id} approval={approval} onOpen={() => go({ open: approval.id })} />)}</Card>}
      {query.hasNextPage && <Button style={{ marginTop: 12 }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(a.more)}</Button>}
      <Suspense>
        {open && <ApprovalSheet id={open} onClose={() => go({})} />}
        {standing && <StandInDialog onClose={() => setStanding(false)} />}
      </Suspense>
    </Page>
  )
}

function ApprovalRow({ approval, onOpen }: { approval: Approval; onOpen: () => void }) {
  const t = useText()
  const format = useFormat()
  const waitsFor = useWaitsFor()
  const object = useObject(approval.object ?? '')
  const about = approval.recordTitle !== null && object ? `${t(object.label)}: ${approval.recordTitle}` : undefined
  const facts = [about, t(a.askedBy, { name: approval.requester?.name ?? t(a.someone) }), format.ago(approval.createdAt)].filter(Boolean).join(' · ')
  return (
    <Row>
      <Open type="button" onClick={onOpen}>
        <span style={{ fontWeight: 500, overflowWrap: 'anywhere' }}>{approval.title}</span>
        <span style={{ color: v.secondary, fontSize: 13, overflowWrap: 'anywhere' }}>{facts}</span>
        {approval.state === 'pending' && !approval.mine && <span style={{ color: v.secondary, fontSize: 13 }}>{waitsFor(approval)}</span>}
      </Open>
      {approval.mine ? <ActButtons approval={approval} brief /> : <span><StateLabel state={approval.state} /></span>}
    </Row>
  )
}
