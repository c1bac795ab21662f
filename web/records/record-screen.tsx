// A record as a page: its fields, its timeline with the composer, what is related. Route /o/$object/$id.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { ArrowLeft, ChevronDown, ChevronUp, CircleCheckBig, CircleHelp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { PendingBanner } from '../../modules/approvals/web/pending-banner.tsx'
import { StageDays } from '../../modules/sales/web/stage-days.tsx'
import { useText } from '../i18n.tsx'
import { useKeys } from '../keys.ts'
import { objectsQuery, type ObjectInfo } from '../queries.ts'
import { v } from '../theme.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { ObjectIcon } from '../ui/object-icon.tsx'
import { Page, PageHeader } from '../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useIsPhone, useMedia } from '../ui/use-is-phone.ts'
import { useFieldTools } from './field-tools.tsx'
import type { RecordRow } from './field-web.ts'
import { RecordButtons } from './layout/record-buttons.tsx'
import { useNeighbours } from './list-trail.ts'
import { RecordsFrame } from './records-frame.tsx'
import { FavouriteButton } from './record/favourite-button.tsx'
import { AttachArea } from './record/attach.tsx'
import { FieldSections } from './record/field-sections.tsx'
import { RecordMenu } from './record/record-actions.tsx'
import { Presence } from './record/presence.tsx'
import { recordTexts as texts } from './record/record-texts.ts'
import { Related } from './record/related.tsx'
import { StageBar } from './record/stage-bar.tsx'
import { Timeline } from './record/timeline.tsx'
import { isGone, useRecord } from './record/use-record.ts'
import { titleOf } from './related.ts'
import { useTaskDone } from './task-done.tsx'
import { texts as shared } from './texts.ts'

const Columns = styled('div')({
  display: 'grid', gridTemplateColumns: 'minmax(280px, 340px) minmax(0, 1fr) minmax(240px, 320px)', flex: 1,
  minHeight: 0, borderTop: `1px solid ${v.line}`,
  '& > *': { overflowY: 'auto', minHeight: 0, padding: '12px 20px 40px' },
  '& > * + *': { borderLeft: `1px solid ${v.line}` },
  '&.two': { gridTemplateColumns: 'minmax(280px, 340px) minmax(0, 1fr)' },
})

export default function RecordScreen() {
  return (
    <RecordsFrame>
      <Found />
    </RecordsFrame>
  )
}

function Gone() {
  const t = useText()
  return (
    <Page><EmptyState icon={<CircleHelp size={20} />} title={t(texts.notFoundTitle)} body={t(texts.notFoundBody)} /></Page>
  )
}

function Found() {
  const { object: name = '', id = '' } = useParams({ strict: false }) as { object?: string; id?: string }
  const { objectOf } = useFieldTools()
  const objects = useQuery(objectsQuery)
  const object = objectOf(name)
  if (objects.error) return <Page><ErrorState error={objects.error} onRetry={() => void objects.refetch()} /></Page>
  if (objects.isPending) return <Page><SkeletonRows rows={10} columns={3} /></Page>
  if (!object || object.access.read === 'none') return <Gone />
  return <RecordPage key={`${name} ${id}`} object={object} id={id} />
}

function RecordPage({ object, id }: { object: ObjectInfo; id: string }) {
  const isPhone = useIsPhone()
  const query = useRecord(object, id)
  const record = query.data
  const navigate = useNavigate()
  const survivor = record && record.id !== id ? record.id : undefined
  // the server answers with the record that this one was merged into
  useEffect(() => {
    if (survivor) void navigate({ to: '/o/$object/$id', params: { object: object.name, id: survivor }, replace: true })
  }, [survivor, navigate, object.name])
  if (isGone(query.error)) return <Gone />
  if (query.error && !record) return <Page><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>
  return (
    <Page fixed header={<Head object={object} id={id} record={record} />}>
      {!record ? <SkeletonRows rows={10} columns={3} /> : <AttachArea object={object} record={record}>{isPhone ? <Stacked object={object} record={record} /> : <Wide object={object} record={record} />}</AttachArea>}
    </Page>
  )
}

function Head({ object, id, record }: { object: ObjectInfo; id: string; record: RecordRow | undefined }) {
  const t = useText()
  const navigate = useNavigate()
  const router = useRouter()
  const isPhone = useIsPhone()
  const presence = record && <Presence object={object.name} id={record.id} />
  const { previous, next } = useNeighbours(object.name, id)
  const go = (to: string | undefined) =>
    to && void navigate({ to: '/o/$object/$id', params: { object: object.name, id: to }, replace: true })
  const back = () =>
    (router.history.canGoBack() ? router.history.back() : void navigate({ to: '/o/$object', params: { object: object.name } }))
  const toList = t(texts.backToList, { what: t(object.pluralLabel) })
  useKeys(t(object.label), [
    { keys: 'J', label: t(texts.next), run: () => go(next) },
    { keys: 'K', label: t(texts.previous), run: () => go(previous) },
  ])
  return (
    <>
      <PageHeader
        before={<IconButton size="small" label={toList} onClick={back}><ArrowLeft size={18} /></IconButton>}
        icon={isPhone ? undefined : <ObjectIcon object={object.name} icon={object.icon} />}
        title={<span title={titleOf(record, object)}>{record ? (titleOf(record, object) ?? t(shared.untitled)) : '\u00a0'}</span>}
        subtitle={<span style={{ display: 'flex', alignItems: 'center' }}><Link to="/o/$object" params={{ object: object.name }} style={{ color: 'inherit' }}>{t(object.label)}</Link>{isPhone && presence}</span>}
        actions={(
          <>
            {!isPhone && presence}
            {record && object.name === 'task' && <DoneButton task={record} />}
            {!isPhone && (previous || next) && (
              <IconButton
                size="small" label={t(texts.previous)} keys="K" disabled={!previous} onClick={() => go(previous)}
              >
                <ChevronUp size={18} />
              </IconButton>
            )}
            {!isPhone && (previous || next) && (
              <IconButton size="small" label={t(texts.next)} keys="J" disabled={!next} onClick={() => go(next)}>
                <ChevronDown size={18} />
              </IconButton>
            )}
            {record && <FavouriteButton object={object} record={record} />}
            {record && <RecordMenu object={object} record={record} onDeleted={back} />}
          </>
        )}
      />
      {record && <RecordButtons object={object} record={record} style={{ padding: '0 20px 12px' }} />}
      {record && <PendingBanner object={object.name} record={record.id} style={{ padding: '0 20px 12px' }} />}
      {record && object.pipeline && (
        <div style={{ padding: '0 20px 12px' }}><StageBar object={object} record={record} />{object.name === 'deal' && <StageDays id={record.id} version={Number(record.version)} />}</div>
      )}
    </>
  )
}

function DoneButton({ task }: { task: RecordRow }) {
  const t = useText()
  const isPhone = useIsPhone()
  const { done, toggle, able } = useTaskDone(task)
  if (!able) return null
  const variant = done ? 'secondary' : 'primary'
  const label = t(done ? texts.reopen : texts.markDone)
  if (isPhone) return <IconButton size="small" variant={variant} label={label} onClick={toggle}><CircleCheckBig size={18} /></IconButton>
  return (
    <Button size="small" variant={variant} icon={<CircleCheckBig size={16} />} onClick={toggle}>{label}</Button>
  )
}

type BodyProps = { object: ObjectInfo; record: RecordRow }

/** Where three columns would be too narrow, what is related stands below the fields. */
function Wide({ object, record }: BodyProps) {
  const t = useText()
  const two = useMedia('(max-width: 1180px)')
  const related = <Related object={object} record={record} />
  return (
    <Columns className={two ? 'two' : undefined}>
      <section aria-label={t(texts.details)} tabIndex={-1}>
        <FieldSections object={object} record={record} />
        {two && <div style={{ borderTop: `1px solid ${v.line}`, paddingTop: 14 }}>{related}</div>}
      </section>
      <section aria-label={t(texts.timeline)} tabIndex={-1}>
        <div style={{ maxWidth: 720 }}><Timeline object={object} record={record} /></div>
      </section>
      {!two && <section aria-label={t(texts.related)} tabIndex={-1}>{related}</section>}
    </Columns>
  )
}

function Stacked({ object, record }: BodyProps) {
  const t = useText()
  const [tab, setTab] = useState<'details' | 'timeline' | 'related'>('details')
  return (
    <>
      <div style={{ padding: '0 8px', borderBottom: `1px solid ${v.line}` }}>
        <Tabs
          label={t(object.label)} value={tab} onChange={setTab}
          tabs={[{ value: 'details', label: t(texts.details) }, { value: 'timeline', label: t(texts.timeline) }, { value: 'related', label: t(texts.related) }]}
        />
      </div>
      <div style={{ flex: 1, overflowY: 'auto', minHeight: 0, padding: '12px 16px 40px' }}>
        {tab === 'details' && <FieldSections object={object} record={record} />}
        {tab === 'timeline' && <Timeline object={object} record={record} />}
        {tab === 'related' && <Related object={object} record={record} />}
      </div>
    </>
  )
}
