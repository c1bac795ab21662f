// Records side by side, to become one: which stays, a choice for each field, what moves along. Route /merge/$object?ids=…
import styled from '@emotion/styled'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { ArrowLeft, Merge } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { texts as words } from '../../texts.ts'
import { phone, v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { RecordsFrame } from '../records-frame.tsx'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { isEmpty, ValueView } from '../value-view.tsx'
import { ChoosePartner } from './choose-partner.tsx'
import { mergeBody, useMerge, type Choices, type Preview } from './merge-data.ts'
import { MOST_MERGED } from './merge-rules.ts'
import { mergeTexts as texts } from './merge-texts.ts'

const Row = styled('fieldset')({
  '& .labels': { display: 'inline-flex', gap: 4, flexWrap: 'wrap' },
  '& .person': { display: 'inline-flex', alignItems: 'center', gap: 5, minWidth: 0, maxWidth: '100%' },
  border: 0, borderTop: `1px solid ${v.line}`, margin: 0, padding: '10px 0', display: 'grid', gap: 8, minWidth: 0,
  gridTemplateColumns: 'minmax(110px, 160px) repeat(var(--records), minmax(0, 1fr)) minmax(0, 1fr)', alignItems: 'start',
  '& > legend': { display: 'contents' },
  [phone]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: 4 },
})
const Choice = styled('label')({
  display: 'flex', gap: 8, alignItems: 'flex-start', minHeight: 32, padding: '5px 8px', borderRadius: 6, cursor: 'pointer', minWidth: 0, overflowWrap: 'anywhere',
  '&:has(input:checked)': { backgroundColor: v.pressed }, '& input': { accentColor: v.accent, margin: '3px 0 0', flexShrink: 0 },
  [phone]: { minHeight: 44, alignItems: 'center' },
})
const Outcome = styled('div')({
  padding: '5px 8px', minWidth: 0, overflowWrap: 'anywhere', fontWeight: 500,
  // on a phone the chosen value is the result, unless it is none of those that stand there
  [phone]: { display: 'none', '&.united': { display: 'block' }, '&::before': { content: '"→ "', color: v.muted } },
})

export default function MergeScreen() {
  return (
    <RecordsFrame>
      <Found />
    </RecordsFrame>
  )
}

function Found() {
  const { object: name = '' } = useParams({ strict: false }) as { object?: string }
  const { ids = '' } = useSearch({ strict: false }) as { ids?: string }
  const { objectOf } = useFieldTools()
  const object = objectOf(name)
  const list = [...new Set(String(ids).split(',').filter(Boolean))].slice(0, MOST_MERGED)
  if (!object) return <Page><SkeletonRows rows={8} columns={3} /></Page>
  return <SideBySide key={list.join()} object={object} ids={list} />
}

function SideBySide({ object, ids }: { object: ObjectInfo; ids: string[] }) {
  const { t } = useFieldTools()
  const navigate = useNavigate()
  const router = useRouter()
  const merge = useMerge(object)
  const [into, setInto] = useState(ids[0])
  const [take, setTake] = useState<Choices>({})
  const [busy, setBusy] = useState(false)
  const order = [into, ...ids.filter((id) => id !== into)]
  const query = useQuery({
    queryKey: ['records', object.name, 'merge', order.join(), take], enabled: ids.length > 1, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.post('/records/{object}/merge/preview', { path: { object: object.name }, body: mergeBody(into, ids, take), signal }),
  })
  const preview = query.data
  const run = async () => {
    setBusy(true)
    const survivor = preview && await merge(preview.records, into, take)
    setBusy(false)
    if (survivor) void navigate({ to: '/o/$object/$id', params: { object: object.name, id: survivor.id }, replace: true })
  }
  return (
    <Page
      width={1100}
      header={(
        <PageHeader
          before={<IconButton size="small" label={t(words.back)} onClick={() => router.history.back()}><ArrowLeft size={18} /></IconButton>}
          icon={<Merge size={18} />} title={t(texts.title, { what: t(object.pluralLabel) })} subtitle={t(texts.subtitle)}
          actions={preview && <Button variant="primary" loading={busy} onClick={() => void run()}>{t(texts.merge)}</Button>}
        />
      )}
    >
      {ids.length < 2 && <ChoosePartner object={object} id={ids[0]} />}
      {query.error && !preview && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {ids.length > 1 && !preview && !query.error && <SkeletonRows rows={8} columns={3} />}
      {preview && (
        <>
          <Fields
            object={object} ids={ids} preview={preview} into={into} take={take}
            onInto={(id) => {
              setInto(id)
              setTake({})
            }} onTake={(field, id) => setTake((now) => ({ ...now, [field]: id }))}
          />
          <Moves preview={preview} />
        </>
      )}
    </Page>
  )
}

type FieldsProps = { object: ObjectInfo; ids: string[]; preview: Preview; into: string; take: Choices; onInto: (id: string) => void; onTake: (field: string, id: string) => void }

const valuesOf = (field: FieldInfo, records: RecordRow[]) => new Set(records.map((record) => JSON.stringify(record[field.name] ?? null)))

/** Fields that are empty everywhere say nothing and are left out; those that are the same everywhere leave nothing to choose. */
function Fields({ object, ids, preview, into, take, onInto, onTake }: FieldsProps) {
  const { t, format } = useFieldTools()
  const records = ids.map((id) => preview.records.find((record) => record.id === id)).filter((record) => record !== undefined)
  const nameOf = (record: RecordRow) => titleOf(record, object) ?? t(shared.untitled)
  const shown = object.fields.filter((field) => preview.fields.includes(field.name) && records.some((record) => !isEmpty(record[field.name]) && record[field.name] !== false))
  const [differing, alike] = [shown.filter((field) => valuesOf(field, records).size > 1), shown.filter((field) => valuesOf(field, records).size === 1)]
  return (
    <div style={{ '--records': records.length } as React.CSSProperties}>
      <Row style={{ borderTop: 0 }}>
        <legend><strong>{t(texts.stays)}</strong></legend>
        {records.map((record) => (
          <Choice key={record.id}>
            <input type="radio" name="into" checked={record.id === into} onChange={() => onInto(record.id)} aria-label={t(texts.keep, { name: nameOf(record) })} />
            <span><strong>{nameOf(record)}</strong>{Boolean(record.createdAt) && <span style={{ display: 'block', color: v.secondary, fontSize: 13 }}>{t(texts.madeOn, { date: format.date(String(record.createdAt)) })}</span>}</span>
          </Choice>
        ))}
        <Outcome>{t(texts.result)}</Outcome>
      </Row>
      {differing.map((field) => <FieldChoice key={field.name} field={field} records={records} preview={preview} chosen={take[field.name] ?? preview.sources[field.name] ?? into} onTake={onTake} />)}
      {alike.length > 0 && <Alike fields={alike} record={records[0]} />}
    </div>
  )
}

const Facts = styled('dl')({
  margin: 0, display: 'grid', gap: '8px 24px', gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))', '& .labels': { display: 'inline-flex', gap: 4, flexWrap: 'wrap' },
  '& .person': { display: 'inline-flex', alignItems: 'center', gap: 5, minWidth: 0, maxWidth: '100%' },
  '& dt': { color: v.secondary, fontSize: 13 }, '& dd': { margin: 0, overflowWrap: 'anywhere' },
})

function Alike({ fields, record }: { fields: FieldInfo[]; record: RecordRow }) {
  const { t } = useFieldTools()
  return (
    <section aria-label={t(texts.alike)} style={{ borderTop: `1px solid ${v.line}`, padding: '14px 0 0', display: 'grid', gap: 10 }}>
      <span style={{ color: v.secondary }}>{t(texts.alike)}</span>
      <Facts>
        {fields.map((field) => <div key={field.name}><dt>{t(field.label)}</dt><dd><ValueView value={record[field.name]} field={field} record={record} plain /></dd></div>)}
      </Facts>
    </section>
  )
}

function FieldChoice({ field, records, preview, chosen, onTake }: { field: FieldInfo; records: RecordRow[]; preview: Preview; chosen: string; onTake: (field: string, id: string) => void }) {
  const { t } = useFieldTools()
  const fixed = field.access !== 'write'
  const result = preview.result[field.name]
  const united = Array.isArray(result) && !records.some((record) => JSON.stringify(record[field.name] ?? null) === JSON.stringify(result))
  return (
    <Row>
      <legend><span style={{ color: v.secondary, padding: '5px 0' }}>{t(field.label)}</span></legend>
      {records.map((record) => (
        <Choice key={record.id}>
          <input
            type="radio" name={`take ${field.name}`} checked={!united && record.id === chosen} disabled={fixed} aria-label={t(texts.choose, { field: t(field.label) })}
            onChange={() => onTake(field.name, record.id)}
          />
          <span style={{ minWidth: 0 }}><ValueView value={record[field.name]} field={field} record={record} plain /></span>
        </Choice>
      ))}
      <Outcome className={united ? 'united' : undefined}>
        <ValueView value={result} field={field} record={preview.result} plain />
        {united && <span style={{ color: v.muted, fontWeight: 400 }}> ({t(texts.united)})</span>}
      </Outcome>
    </Row>
  )
}

function Moves({ preview }: { preview: Preview }) {
  const { t, format, objectOf } = useFieldTools()
  return (
    <div style={{ marginTop: 28 }}>
      <Section title={t(texts.moves)} help={`${t(texts.history)} ${t(texts.undoable)}`}>
        {preview.moves.length === 0 && <p style={{ margin: 0, color: v.secondary }}>{t(texts.movesNothing)}</p>}
        <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'flex', gap: '6px 20px', flexWrap: 'wrap' }}>
          {preview.moves.map(({ object, count }) => <li key={object}>{t(objectOf(object)?.pluralLabel ?? {})} <strong>{format.number(count)}</strong></li>)}
        </ul>
      </Section>
    </div>
  )
}
