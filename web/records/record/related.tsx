// The records that point to this one: the newest of each kind, all of them one click away, a new one linked from the start.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import { keys, type FieldInfo, type ObjectInfo, type Page } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { useCreate } from '../create/create-host.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { useLayout } from '../layout/layout-data.ts'
import { layoutTexts } from '../layout/layout-texts.ts'
import { isStage } from '../options.ts'
import { targetsOf, titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { isEmpty, ValueView } from '../value-view.tsx'
import { DocumentPreview } from './document-preview.tsx'
import { recordTexts as texts } from './record-texts.ts'
import { TaskLine } from './task-line.tsx'

type Link_ = { object: ObjectInfo; field: FieldInfo; columns?: string[] }

function chosenLink(objects: ObjectInfo[], name: string, field: string, columns: string[] | undefined): Link_[] {
  const object = objects.find((one) => one.name === name)
  const relation = object?.fields.find((one) => one.name === field)
  return object && relation ? [{ object, field: relation, columns }] : []
}

/** Relations of other objects that may point to this one; notes stand in the timeline. */
export function linksTo(target: string, objects: ObjectInfo[]): Link_[] {
  const links = objects.filter((object) => object.access.read !== 'none' && object.name !== 'note').flatMap((object) =>
    object.fields.filter((field) => field.type === 'relation' && targetsOf(field).includes(target)).map((field) => ({ object, field })))
  // A task that is about a record and names it as its customer is shown once, by what it is about.
  return links.filter(({ object, field }) => !(field.name !== 'about' && links.some((other) => other.object === object && other.field.name === 'about')))
}

export function Related({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const { t, objects } = useFieldTools()
  const { layout } = useLayout(object, record)
  const all = linksTo(object.name, objects)
  const links: Link_[] = layout?.related ? layout.related.flatMap(({ object: name, field, columns }) => chosenLink(objects, name, field, columns)) : all
  if (!links.length) return <div style={{ color: v.muted }}>{t(texts.nothingRelated)}</div>
  return (
    <div style={{ display: 'grid', gap: 20 }}>
      {links.map((link) => (
        <RelatedList key={`${link.object.name} ${link.field.name}`} {...link} to={object} record={record} />
      ))}
    </div>
  )
}

type ListProps = Link_ & { to: ObjectInfo; record: RecordRow }

function useRelated({ object, field, to, record }: ListProps, telling: FieldInfo[]) {
  const value = Array.isArray(field.to) ? { object: to.name, id: record.id } : record.id
  const filter = { [field.name]: { eq: value } }
  const more = object.name === 'task' ? ['status', 'dueAt', 'owner'] : object.name === 'document' ? ['file'] : []
  const fields = ['id', 'version', object.title, ...telling.map((one) => one.name), ...more].join(',')
  const found = useInfiniteQuery({
    queryKey: [...keys.records(object.name), 'related', field.name, record.id, fields],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/records/{object}', { path: { object: object.name }, query: { filter, limit: pageParam ? 20 : 5, sort: '-updatedAt', fields, ...(pageParam ? { after: pageParam } : { count: 'capped' }) }, signal }),
    getNextPageParam: (page) => page.page?.next ?? undefined,
  })
  return { found, filter }
}

function RelatedList(props: ListProps) {
  const { object, field, to } = props
  const { t } = useFieldTools()
  const telling = props.columns ? object.fields.filter((one) => props.columns!.includes(one.name)).sort((one, other) => props.columns!.indexOf(one.name) - props.columns!.indexOf(other.name)) : tellingFields(object, field)
  const { found, filter } = useRelated(props, telling)
  const rows = found.data?.pages.flatMap((page) => page.data) ?? []
  const [first] = found.data?.pages ?? []
  const own = Array.isArray(field.to) || field.name === to.name
  return (
    <section>
      <RelatedHead
        {...props} title={own ? t(object.pluralLabel) : `${t(object.pluralLabel)} · ${t(field.label)}`} page={first}
      />
      {found.isPending && <Skeleton width="70%" />}
      {found.isSuccess && !rows.length && <div style={{ color: v.muted, fontSize: 13 }}>{t(texts.nothingRelated)}</div>}
      <div style={{ display: 'grid', gap: 6 }}>
        {rows.map((row) => <RelatedCard key={row.id} object={object} row={row} fields={telling} />)}
      </div>
      {found.hasNextPage && (
        <Button size="small" variant="ghost" style={{ marginLeft: -8 }} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t(layoutTexts.more)}</Button>
      )}
      {(first?.total ?? 0) > 5 && (
        <Link
          to="/o/$object" params={{ object: object.name }} search={{ view: 'all', filter }}
          style={{ display: 'inline-block', padding: '8px 0', fontSize: 13 }}
        >
          {t(texts.showAll)}
        </Link>
      )}
    </section>
  )
}

function RelatedHead({ object, field, to, record, title, page }: ListProps & { title: string; page: Page<RecordRow> | undefined }) {
  const { t, format } = useFieldTools()
  const create = useCreate()
  const here = { id: record.id, title: titleOf(record, to) }
  const linked = Array.isArray(field.to) ? { object: to.name, ...here } : here
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 7, marginBottom: 4, minHeight: 30 }}>
      <span style={{ display: 'flex', color: v.muted }}><ObjectIcon object={object.name} icon={object.icon} size={16} /></span>
      <h3 style={{ margin: 0, fontSize: 13, fontWeight: 600, flex: 1, minWidth: 0 }}>
        {title}
        {page?.total ? (
          <span style={{ color: v.muted, fontWeight: 400, marginLeft: 6 }} className="tabular">
            {format.number(page.total)}{page.capped && '+'}
          </span>
        ) : null}
      </h3>
      {object.access.create && (
        <IconButton
          size="small" label={t(texts.addRelated, { what: t(object.label) })}
          onClick={() => create({ object, data: { [field.name]: linked } })}
        >
          <Plus size={16} />
        </IconButton>
      )}
    </div>
  )
}

/** Two fields that say most about a record in a small card. */
function tellingFields(object: ObjectInfo, link: FieldInfo): FieldInfo[] {
  const rank = (field: FieldInfo) =>
    (isStage(field) ? 0 : field.type === 'currency' ? 1 : field.type === 'phone' ? 2 : field.type === 'select' ? 3 : field.type === 'date' ? 4 : 9)
  return object.fields.filter((field) => field !== link && field.name !== 'pipeline' && rank(field) < 9 && !field.standard).sort((one, other) => rank(one) - rank(other)).slice(0, 2)
}

type CardProps = { object: ObjectInfo; row: RecordRow; fields: FieldInfo[] }

const card = {
  display: 'block', padding: '8px 10px', borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper,
  color: v.text, textDecoration: 'none', minWidth: 0,
} as const

function RelatedCard({ object, row, fields }: CardProps) {
  if (object.name === 'task') return <div style={{ padding: '7px 2px' }}><TaskLine task={row} /></div>
  if (object.name === 'document') return <DocumentCard object={object} row={row} fields={fields} />
  return (
    <Link to="/o/$object/$id" params={{ object: object.name, id: row.id }} style={card}>
      <CardLines object={object} row={row} fields={fields} />
    </Link>
  )
}

/** A document is looked at without leaving the record. */
function DocumentCard({ object, row, fields }: CardProps) {
  const { t } = useFieldTools()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" style={{ ...card, width: '100%', font: 'inherit', textAlign: 'left', cursor: 'pointer' }} onClick={() => setOpen(true)}>
        <CardLines object={object} row={row} fields={fields} />
      </button>
      <DocumentPreview row={row} title={titleOf(row, object) ?? t(shared.untitled)} open={open} onClose={() => setOpen(false)} />
    </>
  )
}

function CardLines({ object, row, fields }: CardProps) {
  const { t } = useFieldTools()
  return (
    <>
      <span style={{ display: 'block', fontWeight: 500, overflowWrap: 'anywhere' }}>
        {titleOf(row, object) ?? t(shared.untitled)}
      </span>
      <span
        style={{
          display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap', fontSize: 13, color: v.secondary,
          marginTop: 3,
        }}
      >
        {fields.filter((field) => !isEmpty(row[field.name])).map((field) => (
          <ValueView key={field.name} value={row[field.name]} field={field} record={row} plain />
        ))}
      </span>
    </>
  )
}
