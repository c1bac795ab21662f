// A record's fields in sections: what matters first, addresses, what is empty on request, the record's own facts last.
import styled from '@emotion/styled'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import type { RecordRow } from '../field-web.ts'
import { isStage } from '../options.ts'
import { isEmpty } from '../value-view.tsx'
import { Completeness } from './completeness.tsx'
import { FieldRow } from './field-row.tsx'
import { recordTexts as texts } from './record-texts.ts'

const Head = styled('button')({
  display: 'flex', alignItems: 'center', gap: 4, width: '100%', border: 0, background: 'none', padding: '6px 0',
  margin: 0, font: 'inherit', fontSize: 13, fontWeight: 600, color: v.text,
  cursor: 'pointer', textAlign: 'left',
})

const hidden = new Set(['id', 'version', 'completeness'])
const system = new Set(['externalId', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'])

type Sections = { main: FieldInfo[]; empty: FieldInfo[]; address: FieldInfo[]; system: FieldInfo[] }

/** Empty fields that count (required, weighed, owner, tags) stay in sight. */
export function sectionsOf(object: ObjectInfo, record: RecordRow): Sections {
  // The stage and its pipeline stand above, as the row of stages.
  const above = object.pipeline
    ? object.fields.filter(isStage).flatMap((field) => [field.name, String(field.pipelineField ?? 'pipeline')])
    : []
  const shown = object.fields.filter((field) => !hidden.has(field.name) && !above.includes(field.name) && field.name in record && !(field.name === object.title && field.readOnly))
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

export function FieldSections({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const t = useText()
  const [all, setAll] = useState(false)
  const { main, empty, address, system: facts } = sectionsOf(object, record)
  const rows = (fields: FieldInfo[]) =>
    fields.map((field) => <FieldRow key={field.name} object={object} field={field} record={record} />)
  return (
    <>
      <Completeness object={object} record={record} />
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
