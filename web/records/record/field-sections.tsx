// A record's fields in sections: what matters first, addresses, what is empty on request, the record's own facts last.
import styled from '@emotion/styled'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { touch, v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import type { RecordRow } from '../field-web.ts'
import { arrange, useLayout, type Layout } from '../layout/layout-data.ts'
import { layoutTexts } from '../layout/layout-texts.ts'
import { isStage } from '../options.ts'
import { isEmpty } from '../value-view.tsx'
import { Completeness } from './completeness.tsx'
import { FieldRow } from './field-row.tsx'
import { OwnPart, shownByPart } from './own-part.tsx'
import { recordTexts as texts } from './record-texts.ts'

const Head = styled('button')({
  display: 'flex', alignItems: 'center', gap: 4, width: '100%', border: 0, background: 'none', padding: '6px 0',
  margin: 0, font: 'inherit', fontSize: 13, fontWeight: 600, color: v.text,
  cursor: 'pointer', textAlign: 'left', [touch]: { minHeight: 44 },
})

const hidden = new Set(['id', 'version', 'completeness'])
const system = new Set(['externalId', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'])

type Sections = { main: FieldInfo[]; empty: FieldInfo[]; address: FieldInfo[]; system: FieldInfo[] }

/** Fields that are shown among the others: the stage and its pipeline stand above, as the row of stages. */
function shownFields(object: ObjectInfo, record: RecordRow): FieldInfo[] {
  const above = object.pipeline
    ? object.fields.filter(isStage).flatMap((field) => [field.name, String(field.pipelineField ?? 'pipeline')])
    : []
  return object.fields.filter((field) => !hidden.has(field.name) && !shownByPart(object.name).includes(field.name) && !above.includes(field.name) && field.name in record && !(field.name === object.title && field.readOnly))
}

/** Empty fields that count (required, weighed, owner, tags) stay in sight. */
export function sectionsOf(object: ObjectInfo, record: RecordRow): Sections {
  const shown = shownFields(object, record)
  const own = shown.filter((field) => !system.has(field.name) && field.type !== 'address')
  const stays = (field: FieldInfo) =>
    !isEmpty(record[field.name]) || field.required || (field.weight ?? 0) > 0 || ['owner', 'tags'].includes(field.name) || own.length <= 14
  return {
    main: own.filter(stays), empty: own.filter((field) => !stays(field)),
    address: shown.filter((field) => field.type === 'address'), system: shown.filter((field) => system.has(field.name)),
  }
}

function Section({ title, children, closed }: { title: string; children: ReactNode; closed?: boolean }) {
  const [open, setOpen] = useState(!closed)
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <section style={{ borderTop: `1px solid ${v.line}`, padding: '6px 0 8px' }}>
      <h2 style={{ margin: 0 }}>
        <Head type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon size={15} color={v.muted} aria-hidden />{title}
        </Head>
      </h2>
      {open && children}
    </section>
  )
}

type Props = { object: ObjectInfo; record: RecordRow }

/** By the layout that is for her and the record; without one, as the definitions say. */
export function FieldSections(props: Props) {
  const { layout, pending } = useLayout(props.object, props.record)
  if (pending) return <SkeletonRows rows={8} columns={2} />
  return layout ? <LaidOut key={layout.id} {...props} layout={layout} /> : <Usual {...props} />
}

function LaidOut(props: Props & { layout: Layout }) {
  return (
    <>
      <Completeness object={props.object} record={props.record} />
      <OwnPart object={props.object} record={props.record} />
      <Arranged {...props} />
    </>
  )
}

/** The sections of a layout, each open or closed as the layout has it. */
export function Arranged({ object, record, layout }: Props & { layout: Layout }) {
  const t = useText()
  const { sections, others } = arrange(layout, shownFields(object, record), record)
  const rows = (fields: FieldInfo[]) => fields.map((field) => <FieldRow key={field.name} object={object} field={field} record={record} />)
  const [facts, rest] = [others.filter((field) => system.has(field.name)), others.filter((field) => !system.has(field.name))]
  return (
    <>
      {sections.map(({ label, columns, collapsed, fields }, index) => (
        <Section key={`${index} ${Boolean(collapsed)}`} title={t(label)} closed={collapsed}>
          <div style={columns === 2 ? { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))', columnGap: 20 } : undefined}>{rows(fields.map(({ field }) => field))}</div>
        </Section>
      ))}
      {rest.length > 0 && <Section title={t(layoutTexts.others)}>{rows(rest)}</Section>}
      {facts.length > 0 && <Section title={t(texts.system)} closed>{rows(facts)}</Section>}
    </>
  )
}

function Usual({ object, record }: Props) {
  const t = useText()
  const [all, setAll] = useState(false)
  const { main, empty, address, system: facts } = sectionsOf(object, record)
  const rows = (fields: FieldInfo[]) =>
    fields.map((field) => <FieldRow key={field.name} object={object} field={field} record={record} />)
  return (
    <>
      <Completeness object={object} record={record} />
      <OwnPart object={object} record={record} />
      <Section title={t(texts.details)}>
        {rows(main)}
        {all && rows(empty)}
        {empty.length > 0 && (
          <Button size="small" variant="ghost" style={{ marginLeft: -8 }} onClick={() => setAll(!all)}>
            {t(all ? texts.hideEmpty : texts.showEmpty, { count: empty.length })}
          </Button>
        )}
      </Section>
      {address.length > 0 && <Section title={t(texts.address)}>{rows(address)}</Section>}
      <Section title={t(texts.system)} closed>{rows(facts)}</Section>
    </>
  )
}
