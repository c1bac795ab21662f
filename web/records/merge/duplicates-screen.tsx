// The pairs that the nightly search found: merge them, or say that they are not one. Route /duplicates/$object.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import { ArrowLeft, Copy } from 'lucide-react'
import { api } from '../../api.ts'
import type { ObjectInfo } from '../../queries.ts'
import { texts as words } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows, useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { RecordsFrame } from '../records-frame.tsx'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { isEmpty, textOf } from '../value-view.tsx'
import type { Pair } from './merge-data.ts'
import { mayMerge } from './merge-rules.ts'
import { mergeTexts as texts } from './merge-texts.ts'
import { Reasons } from './reasons.tsx'

type PairPage = { data: Pair[]; page: { next: string | null } }

export default function DuplicatesScreen() {
  return (
    <RecordsFrame>
      <Found />
    </RecordsFrame>
  )
}

function Found() {
  const { object: name = '' } = useParams({ strict: false }) as { object?: string }
  const { objectOf } = useFieldTools()
  const object = objectOf(name)
  return object ? <Pairs object={object} /> : <Page><SkeletonRows rows={8} columns={2} /></Page>
}

function Pairs({ object }: { object: ObjectInfo }) {
  const { t } = useFieldTools()
  const router = useRouter()
  const query = useInfiniteQuery({
    queryKey: ['records', object.name, 'pairs'], initialPageParam: undefined as string | undefined, getNextPageParam: (last: PairPage) => last.page.next ?? undefined,
    queryFn: ({ pageParam, signal }) => api.get('/duplicates', { query: { object: object.name, after: pageParam }, signal }),
  })
  const pairs = query.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      width={820}
      header={(
        <PageHeader
          before={<IconButton size="small" label={t(words.back)} onClick={() => router.history.back()}><ArrowLeft size={18} /></IconButton>}
          icon={<Copy size={18} />} title={t(texts.duplicatesOf, { what: t(object.pluralLabel) })}
        />
      )}
    >
      {query.error && !pairs && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!pairs && !query.error && <SkeletonRows rows={8} columns={2} />}
      {pairs?.length === 0 && <EmptyState icon={<Copy size={20} />} title={t(texts.none)} body={t(texts.noneBody)} />}
      <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {pairs?.map((pair) => <PairRow key={pair.records.map((record) => record.id).join()} object={object} pair={pair} />)}
      </ul>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(texts.more)}</Button>}
    </Page>
  )
}

function PairRow({ object, pair }: { object: ObjectInfo; pair: Pair }) {
  const tools = useFieldTools()
  const { t, format } = tools
  /** What tells the two apart, and when each was made: two of one name are looked at side by side. */
  const tellingOf = (record: Pair['records'][number]) => [
    ...object.fields.filter((field) => !field.standard && field.name !== object.title && !pair.reasons.includes(field.name) && !isEmpty(record[field.name])).map((field) => textOf(record[field.name], field, tools)),
    ...(record.createdAt ? [t(texts.madeOn, { date: format.date(String(record.createdAt)) })] : []),
  ].join(' · ')
  const say = useErrorText()
  const toast = useToast()
  const client = useQueryClient()
  const [one, other] = pair.records.map((record) => record.id)
  const ids: [string, string] = [one, other]
  const dismiss = async () => {
    try {
      await api.post('/duplicates/dismiss', { body: { object: object.name, ids } })
      await client.invalidateQueries({ queryKey: ['records', object.name, 'pairs'] })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return (
    <li style={{ display: 'flex', gap: '8px 16px', alignItems: 'center', flexWrap: 'wrap', padding: '12px 0', borderBottom: `1px solid ${v.line}` }}>
      <div style={{ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {pair.records.map((record) => (
          <div key={record.id} style={{ marginBottom: 6 }}>
            <Link to="/o/$object/$id" params={{ object: object.name, id: record.id }}>{titleOf(record, object) ?? t(shared.untitled)}</Link>
            <div style={{ color: v.secondary, fontSize: 13, lineHeight: '18px' }}>{tellingOf(record)}</div>
          </div>
        ))}
        <div><Reasons object={object} reasons={pair.reasons} /></div>
      </div>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <Button size="small" variant="ghost" onClick={() => void dismiss()}>{t(texts.notDuplicate)}</Button>
        {mayMerge(object) && <Button size="small" component={Link} to="/merge/$object" params={{ object: object.name }} search={{ ids: ids.join() }}>{t(texts.merge)}</Button>}
      </div>
    </li>
  )
}
