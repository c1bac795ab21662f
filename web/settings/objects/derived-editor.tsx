// Settings, objects: what a formula or a roll-up is made of. Stands within a FieldToolsProvider.
import { useText } from '../../i18n.tsx'
import { useObjects, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { NarrowFilter } from '../../records/filter/filter-builder.tsx'
import { readFilter } from '../../records/filter/filter-model.ts'
import { TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Conditions } from './conditions.tsx'
import type { RollupDraft } from './field-draft.ts'
import { measureTexts, objectTexts as o } from './texts.ts'

type FormulaProps = { object: ObjectInfo; value: string; onChange: (value: string) => void; error?: React.ReactNode }

export function FormulaEditor({ object, value, onChange, error }: FormulaProps) {
  const t = useText()
  const objects = useObjects()
  const own = object.fields.map((field) => ({ value: field.name, label: t(field.label), hint: field.name }))
  const linked = object.fields.filter((field) => field.type === 'relation' && typeof field.to === 'string').flatMap((field) =>
    (objects.find((one) => one.name === field.to)?.fields ?? []).filter((one) => !one.standard).map((one) => ({ value: `${field.name}.${one.name}`, label: `${t(field.label)}: ${t(one.label)}`, hint: `${field.name}.${one.name}` })))
  return (
    <>
      <TextInput multiline label={t(o.formula)} help={t(o.formulaHelp)} value={value} onChange={onChange} rows={3} spellCheck={false} autoCapitalize="none" error={error} />
      <Select label={t(o.insertField)} value="" options={[...own, ...linked]} onChange={(name) => onChange(`${value}${value && !/\s$/.test(value) ? ' ' : ''}${name}`)} />
    </>
  )
}

type RollupProps = { object: ObjectInfo; value: RollupDraft; fixed: boolean; onChange: (value: RollupDraft) => void; error?: React.ReactNode }

const amounts = ['number', 'decimal', 'currency', 'duration']
const plain = ['text', 'longText', 'number', 'decimal', 'percent', 'currency', 'boolean', 'date', 'dateTime', 'email', 'phone', 'url', 'rating']

/** As the server has it (kernel/object/derived.ts). */
function measuredBy({ type }: FieldInfo, measure: string): boolean {
  if (measure === 'first' || measure === 'last') return plain.includes(type)
  if (amounts.includes(type)) return true
  return measure !== 'sum' && (['percent', 'rating'].includes(type) || (measure !== 'avg' && ['date', 'dateTime', 'time'].includes(type)))
}

export function RollupEditor({ object, value, fixed, onChange, error }: RollupProps) {
  const t = useText()
  const objects = useObjects()
  const links = objects.flatMap((one) => one.fields.filter((field) => field.type === 'relation' && [field.to].flat().includes(object.name)).map((field) => ({
    value: `${one.name}.${field.name}`, label: t(o.rollupVia, { object: t(one.pluralLabel ?? one.label), field: t(field.label) }),
  })))
  const source = objects.find((one) => one.name === value.object)
  const fields = (source?.fields ?? []).filter((field) => measuredBy(field, value.measure)).map((field) => ({ value: field.name, label: t(field.label) }))
  const choose = (place: string) => {
    const [from, by] = place.split('.')
    onChange({ ...value, object: from!, by: by!, of: '', filter: readFilter(undefined) })
  }
  return (
    <>
      <Select label={t(o.rollupFrom)} help={links.length ? undefined : t(o.rollupNone)} disabled={fixed} value={value.by ? `${value.object}.${value.by}` : ''} options={links} onChange={choose} error={error} />
      <Select label={t(o.rollupMeasure)} disabled={fixed} value={value.measure} options={Object.entries(measureTexts).map(([name, text]) => ({ value: name, label: t(text) }))} onChange={(measure) => onChange({ ...value, measure, of: '' })} />
      {value.measure !== 'count' && <Select label={t(o.rollupOf)} disabled={fixed} value={value.of} options={fields} onChange={(of) => onChange({ ...value, of })} />}
      {source && <NarrowFilter value><Conditions object={source} label={t(o.rollupWhere)} help={t(o.rollupWhereHelp)} group={value.filter} onChange={(filter) => onChange({ ...value, filter })} /></NarrowFilter>}
    </>
  )
}
