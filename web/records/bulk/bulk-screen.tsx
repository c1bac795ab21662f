// The bulk changes of late: what each did, how it ended, what it could not do; each can be taken back for 30 days. Route /bulk.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ListChecks, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Label } from '../../ui/label.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows, useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { LeftList } from '../left-list.tsx'
import { RecordsFrame } from '../records-frame.tsx'
import { textOf } from '../value-view.tsx'
import { sayEnd } from './bulk-corner.tsx'
import { bulkQuery, canUndo, errorsQuery, isBusy, progressOf, undoBulk, type BulkStatus } from './bulk-data.ts'
import { bulkTexts as texts } from './bulk-texts.ts'

export default function BulkScreen() {
  return <RecordsFrame><Recent /></RecordsFrame>
}

function Recent() {
  const { t } = useFieldTools()
  const query = useQuery(bulkQuery)
  const work = query.data
  return (
    <Page width={920} header={<PageHeader title={t(texts.recent)} icon={<ListChecks size={18} />} />}>
      {query.error && !work ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : !work ? <SkeletonRows rows={6} columns={3} /> : work.length === 0
        ? <EmptyState icon={<ListChecks size={20} />} title={t(texts.none)} body={t(texts.noneBody)} />
        : <Card>{work.map((it, index) => <Entry key={it.id} it={it} first={index === 0} />)}</Card>}
    </Page>
  )
}

function useSummary(): (it: BulkStatus) => string {
  const tools = useFieldTools()
  return ({ change, object }) => {
    if (change.delete) return tools.t(texts.delete)
    const fields = tools.objectOf(object)?.fields ?? []
    const set = Object.entries(change.set ?? {}).map(([name, value]) => {
      const field = fields.find((one) => one.name === name)
      return `${tools.t(field?.label) || name}: ${(field && textOf(value, field, tools)) || '–'}`
    })
    const tags = [...(change.addTags ?? []).map((tag) => `+ ${tag}`), ...(change.removeTags ?? []).map((tag) => `− ${tag}`)]
    return [...set, ...tags].join(', ')
  }
}

function Entry({ it, first }: { it: BulkStatus; first: boolean }) {
  const { t, format, objectOf, members } = useFieldTools()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const summary = useSummary()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const undo = () => {
    setBusy(true)
    void undoBulk(client, it.id).catch((error: unknown) => toast({ text: say(error), tone: 'bad' })).finally(() => setBusy(false))
  }
  const left = it.undo ? it.undo.kept : it.failed
  const facts = [t(objectOf(it.object)?.pluralLabel) || it.object, members.get(it.member)?.name, format.dateTime(it.createdAt)].filter(Boolean)
  const said = isBusy(it)
    ? t(texts.running, progressOf(it))
    : t(...sayEnd(it))
  return (
    <div style={{ padding: '10px 14px', borderTop: first ? 0 : `1px solid ${v.line}`, display: 'grid', gap: 6 }}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 12, flexWrap: 'wrap' }}>
        <div style={{ flex: '1 1 220px', minWidth: 0 }}>
          <div style={{ fontWeight: 500, overflowWrap: 'anywhere' }}>{summary(it)}</div>
          <div className="tabular" style={{ fontSize: 13, color: v.secondary }}>{facts.join(' · ')}</div>
          <div className="tabular" style={{ fontSize: 13, color: v.secondary }}>{said}</div>
        </div>
        {it.undo?.status === 'completed' && <Label colour="gray">{t(texts.undoneLabel)}</Label>}
        {left > 0 && <Button size="small" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>{t(texts.reasons, { count: left })}</Button>}
        {canUndo(it) && <Button size="small" icon={<Undo2 size={16} />} loading={busy} onClick={undo}>{t(texts.undo)}</Button>}
      </div>
      {open && <Reasons it={it} />}
    </div>
  )
}

function Reasons({ it }: { it: BulkStatus }) {
  const found = useQuery(errorsQuery(it.id, it.undo ? 'kept' : 'errors')).data ?? []
  return <LeftList left={found.map(({ record, errors }) => ({ object: it.object, record, why: errors.map((error) => error.message).join('; ') }))} />
}
