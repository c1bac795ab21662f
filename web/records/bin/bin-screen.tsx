// The recycle bin: deleted records of one kind, the newest first, each to be taken out again. Route /bin?object=contact.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { RotateCcw, Search, Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { api } from '../../api.ts'
import { navigationObjects } from '../../layout/objects.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, ErrorState, SkeletonRows, useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { recordTexts } from '../record/record-texts.ts'
import { RecordsFrame } from '../records-frame.tsx'
import { titleOf } from '../related.ts'
import { texts as words } from '../../texts.ts'
import { texts as shared } from '../texts.ts'
import { binTexts as texts } from './bin-texts.ts'

/** As the server keeps them (kernel/record/purge-bin.ts). */
const BIN_DAYS = 60
const searched = ['text', 'longText', 'email', 'url']

export default function BinScreen() {
  return <RecordsFrame><Bin /></RecordsFrame>
}

function Bin() {
  const { t, objects } = useFieldTools()
  const navigate = useNavigate()
  const { object: asked } = useSearch({ strict: false }) as { object?: string }
  // notes are in no navigation, and deleted like all others
  const known = [...navigationObjects(objects), ...objects.filter((one) => one.name === 'note' && one.access.read !== 'none')]
  const object = known.find((one) => one.name === asked) ?? known[0]
  const choose = (name: string) => void navigate({ to: '/bin' as string, search: { object: name } as never, replace: true })
  return (
    <Page width={820} header={<PageHeader title={t(words.bin)} subtitle={t(texts.help)} icon={<Trash2 size={18} />} />}>
      {object ? <Deleted key={object.name} object={object} choices={known.map((one) => ({ value: one.name, label: t(one.pluralLabel ?? one.label) }))} onChoose={choose} /> : <SkeletonRows rows={6} columns={2} />}
    </Page>
  )
}

type DeletedPage = { data: RecordRow[]; page: { next: string | null } }
type DeletedProps = { object: ObjectInfo; choices: { value: string; label: string }[]; onChoose: (object: string) => void }

function Deleted({ object, choices, onChoose }: DeletedProps) {
  const { t } = useFieldTools()
  const [typed, setTyped] = useState('')
  const asked = useDeferredValue(typed.trim())
  const title = object.fields.find((field) => field.name === object.title)
  const query = useInfiniteQuery({
    queryKey: [...keys.records(object.name), 'bin', asked], initialPageParam: undefined as string | undefined, getNextPageParam: (last: DeletedPage) => last.page.next ?? undefined,
    queryFn: ({ pageParam, signal }): Promise<DeletedPage> => api.post('/records/{object}/query', {
      path: { object: object.name }, signal, body: { bin: true, sort: '-updatedAt', limit: 50, after: pageParam, ...(asked && { filter: { [object.title]: { contains: asked } } }) },
    }),
  })
  const records = query.data?.pages.flatMap((page) => page.data)
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <div style={{ display: 'flex', gap: 10, flexWrap: 'wrap' }}>
        <Select name={t(texts.what)} value={object.name} options={choices} onChange={onChoose} style={{ width: 220 }} />
        {title && !title.masked && searched.includes(title.type) && <TextInput type="search" value={typed} onChange={setTyped} icon={<Search size={16} />} placeholder={t(texts.search)} aria-label={t(texts.search)} autoComplete="off" style={{ flex: '1 1 220px' }} />}
      </div>
      {query.error && !records && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!records && !query.error && <SkeletonRows rows={6} columns={2} />}
      {records?.length === 0 && <EmptyState icon={<Trash2 size={20} />} title={t(asked ? texts.none : texts.empty)} />}
      {records && records.length > 0 && <Card>{records.map((record, index) => <Row key={record.id} object={object} record={record} first={index === 0} />)}</Card>}
      {query.hasNextPage && <div><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.more)}</Button></div>}
    </div>
  )
}

/** Deleting is the last change that a record of the bin had. */
function Row({ object, record, first }: { object: ObjectInfo; record: RecordRow; first: boolean }) {
  const { t, format, members } = useFieldTools()
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const [busy, setBusy] = useState(false)
  const name = titleOf(record, object) ?? t(shared.untitled)
  const at = String(record.updatedAt)
  const restore = async () => {
    setBusy(true)
    try {
      await api.post('/records/{object}/{id}/restore', { path: { object: object.name, id: record.id } })
      toast({ text: t(recordTexts.restored, { name }), action: { label: t(texts.open), run: () => void navigate({ to: '/o/$object/$id', params: { object: object.name, id: record.id } }) } })
      await client.invalidateQueries({ queryKey: keys.records(object.name) })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
      setBusy(false)
    }
  }
  return (
    <div style={{ display: 'flex', gap: '6px 16px', alignItems: 'center', flexWrap: 'wrap', padding: '10px 14px', ...(!first && { borderTop: `1px solid ${v.line}` }) }}>
      <div style={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <div style={{ fontWeight: 500 }}>{name}</div>
        <div style={{ color: v.secondary, fontSize: 13.5 }}>
          {t(texts.deleted, { who: members.get(String(record.updatedBy))?.name ?? '–', when: format.dateTime(at) })}
          {' · '}{t(texts.until, { date: format.date(new Date(Date.parse(at) + BIN_DAYS * 86_400_000)) })}
        </div>
      </div>
      {object.access.delete !== 'none' && <Button size="small" aria-label={t(texts.restoreOne, { name })} icon={<RotateCcw size={15} />} loading={busy} onClick={() => void restore()}>{t(texts.restore)}</Button>}
    </div>
  )
}
