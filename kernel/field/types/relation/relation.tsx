// Field type relation, web part: a link to another record; the input searches the records that it may point to.
import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { findRelated, relatedQuery } from '../../../../web/records/find-related.ts'
import { relatedOf, targetsOf } from '../../../../web/records/related.ts'
import { texts } from '../../../../web/records/texts.ts'
import { Combobox } from '../../../../web/ui/combobox.tsx'
import { Field } from '../../../../web/ui/field.tsx'
import { ObjectIcon } from '../../../../web/ui/object-icon.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { v } from '../../../../web/theme.ts'

/** The title of what a relation points to: as it came with the record, else asked for once. */
function useTitle(value: unknown, field: CellProps['field']): { object: string; id: string; title: string } | null {
  const { t, objectOf } = useFieldTools()
  const related = relatedOf(value, field, objectOf)
  const asked = useQuery({ ...relatedQuery(related?.object ?? '', related?.id ?? '', objectOf(related?.object ?? '')), enabled: related !== null && related.title === undefined })
  if (!related) return null
  return { ...related, title: related.title ?? asked.data ?? (asked.isPending ? '…' : t(texts.unknownRecord)) }
}

/** Most come with their titles: nothing is asked, and no question set up, for those. */
function RelationCell(props: CellProps) {
  const { objectOf } = useFieldTools()
  const related = relatedOf(props.value, props.field, objectOf)
  return related?.title === undefined ? <AskedRelation {...props} /> : <Related related={{ ...related, title: related.title }} plain={props.plain} />
}

function AskedRelation({ value, field, plain }: CellProps) {
  const related = useTitle(value, field)
  return related && <Related related={related} plain={plain} />
}

function Related({ related, plain }: { related: { object: string; id: string; title: string }; plain?: boolean }) {
  const { objectOf } = useFieldTools()
  const shown = (
    <>
      <span style={{ display: 'inline-flex', color: v.muted }}>
        <ObjectIcon object={related.object} icon={objectOf(related.object)?.icon} size={15} />
      </span>
      <span className="clip">{related.title}</span>
    </>
  )
  if (plain) return <span className="person">{shown}</span>
  return (
    <Link
      to="/o/$object/$id" params={{ object: related.object, id: related.id }} className="person" tabIndex={-1}
      preload={false} style={{ color: 'inherit' }}
      onClick={(event) => event.stopPropagation()}
    >
      {shown}
    </Link>
  )
}

function RelationInput({ value, onChange, field, record: _record, label, help, error, required, optional, name, ...rest }: InputProps) {
  const { t, objectOf } = useFieldTools()
  const targets = targetsOf(field)
  const several = Array.isArray(field.to)
  const related = useTitle(value, field)
  const [picked, setPicked] = useState<string | null>(null)
  const target = related?.object ?? picked ?? targets[0]
  const object = objectOf(target)
  const chosen = related ? { value: related.id, label: related.title } : null
  const search = (
    <Combobox
      {...rest} name={name} load={(query, signal) => findRelated(object, query, signal)} value={chosen}
      placeholder={t(texts.searchFor, { what: t(object?.label).toLowerCase() })}
      onChange={(option) => onChange(option === null ? null : several ? { object: target, id: option.value, title: option.label } : { id: option.value, title: option.label })}
      label={several ? undefined : label} help={several ? undefined : help} error={several ? undefined : error}
      required={required} optional={several ? undefined : optional}
    />
  )
  if (!several) return search
  return (
    <Field {...{ label, help, error, required, optional }}>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(96px, 132px) minmax(0, 1fr)', gap: 6 }}>
        <Select
          value={target} name={t(texts.objectKind)}
          options={targets.map((one) => ({ value: one, label: t(objectOf(one)?.label) || one }))}
          onChange={(next) => {
            setPicked(next)
            if (related) onChange(null)
          }}
        />
        {search}
      </div>
    </Field>
  )
}

/** Only relations to one object are filtered by record here. */
function RelationFilterInput({ value, onChange, field, name }: FilterInputProps) {
  const { t, objectOf } = useFieldTools()
  const object = objectOf(targetsOf(field)[0])
  const [known, setKnown] = useState(new Map<string, string>())
  const ids = Array.isArray(value) ? value.map(String) : []
  const titles = useQuery({
    queryKey: ['records', object?.name, 'titles', ids], enabled: ids.some((id) => !known.has(id)), staleTime: 300_000,
    queryFn: ({ signal }) => findRelated(object, '', signal, ids),
  })
  const titleOf = (id: string) => known.get(id) ?? titles.data?.find((option) => option.value === id)?.label ?? '…'
  return (
    <Combobox
      multiple load={(query, signal) => findRelated(object, query, signal)} value={ids.map((id) => ({ value: id, label: titleOf(id) }))} name={name}
      placeholder={t(texts.searchFor, { what: t(object?.label).toLowerCase() })}
      onChange={(list) => {
        setKnown(new Map([...known, ...list.map((option) => [option.value, option.label] as const)]))
        onChange(list.map((option) => option.value))
      }}
    />
  )
}

export const relation: FieldWeb = {
  Cell: RelationCell, Input: RelationInput, FilterInput: RelationFilterInput, operators: operatorSets.choice,
  width: 190, editor: 'panel',
  text: (value, field, tools) => relatedOf(value, field, tools.objectOf)?.title ?? '…',
}
