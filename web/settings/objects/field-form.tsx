// Settings, objects: the form of a field: name, type, what the type needs, and its rules.
import { useState } from 'react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useText } from '../../i18n.tsx'
import { useObjects, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Details } from '../../ui/details.tsx'
import { TextInput } from '../../ui/field.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf } from '../../ui/states.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { nameOf } from '../labels.ts'
import { FormulaEditor, RollupEditor } from './derived-editor.tsx'
import { alwaysIndexed, decidersOf, fieldTypes, hasBounds, hasOptions, isDerived, mayBegin, mayBeIndexed, mayBeUnique, widerTypes, type Fault, type FieldDraft } from './field-draft.ts'
import { OptionsEditor } from './options-editor.tsx'
import { formHints, formTexts, objectTexts as o, typeHints, typeTexts } from './texts.ts'

type Props = { draft: FieldDraft; field: FieldInfo | null; object: ObjectInfo; faults: Fault[]; error: unknown; onChange: (change: Partial<FieldDraft>) => void }

export function FieldForm({ draft, field, object, faults, error, onChange }: Props) {
  const t = useText()
  const types = field ? [field.derived ?? field.type, ...(field.computed ? [] : (widerTypes[field.type] ?? []))] : fieldTypes
  const first = draft.label.en ?? draft.label.id ?? ''
  return (
    <>
      <LabelInput autoFocus={!field} label={t(o.fieldName)} value={draft.label} onChange={(label) => onChange({ label })} error={(faults.includes('label') && t(c.needed)) || faultOf(error, 'label')} />
      {!field && first.trim() && (
        <TextInput label={t(c.apiName)} help={t(c.apiNameHelp)} value={draft.name || nameOf(first)} onChange={(name) => onChange({ name })} spellCheck={false} autoCapitalize="none" error={faultOf(error, 'name')} />
      )}
      <Select
        label={t(o.type)} help={field && types.length > 1 ? t(o.typeFixed) : undefined} value={draft.type} disabled={types.length < 2} onChange={(type) => onChange({ type, ...(!field && { default: null }) })} error={faultOf(error, 'type')}
        options={types.map((value) => ({ value, label: t(typeTexts[value]) || value, hint: typeHints[value] && t(typeHints[value]) }))}
      />
      {hasOptions(draft.type) && !field?.pipelineField && (
        <OptionsEditor options={draft.options} deciders={decidersOf(object.fields, field?.name)} onChange={(options) => onChange({ options })} error={(faults.includes('options') && t(o.optionsNeeded)) || faultOf(error, 'options')} />
      )}
      {draft.type === 'relation' && <Target draft={draft} fixed={field !== null} onChange={onChange} error={(faults.includes('to') && t(o.targetNeeded)) || faultOf(error, 'to')} />}
      {draft.type === 'formula' && <FormulaEditor object={object} value={draft.formula} onChange={(formula) => onChange({ formula })} error={(faults.includes('formula') && t(o.formulaNeeded)) || faultOf(error, 'formula')} />}
      {draft.type === 'rollup' && <RollupEditor object={object} value={draft.rollup} fixed={field !== null} onChange={(rollup) => onChange({ rollup })} error={(faults.includes('rollup') && t(o.rollupNeeded)) || faultOf(error, 'rollup')} />}
      <LabelInput optional label={t(o.help)} placeholder={t(o.helpPlaceholder)} value={draft.help} onChange={(help) => onChange({ help })} />
      {!field?.computed && !isDerived(draft.type) && <Rules draft={draft} field={field} faults={faults} error={error} onChange={onChange} />}
    </>
  )
}

function Target({ draft, fixed, onChange, error }: { draft: FieldDraft; fixed: boolean; onChange: Props['onChange']; error?: React.ReactNode }) {
  const t = useText()
  const options = useObjects().map((one) => ({ value: one.name, label: t(one.label), icon: <ObjectIcon object={one.name} icon={one.icon} size={16} /> }))
  const value = draft.to.map((name) => options.find((option) => option.value === name) ?? { value: name, label: name })
  return <Combobox multiple disabled={fixed} label={t(o.target)} help={t(o.targetHelp)} options={options} value={value} onChange={(chosen) => onChange({ to: chosen.map((one) => one.value) })} error={error} />
}

type RulesProps = Pick<Props, 'draft' | 'faults' | 'error' | 'onChange'>

function Rules({ draft, field, faults, error, onChange }: RulesProps & Pick<Props, 'field'>) {
  const t = useText()
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 12 }}>
      <legend style={{ padding: 0, marginBottom: 8, fontSize: 13, fontWeight: 500 }}>{t(o.rules)}</legend>
      {draft.type === 'text' && <TextRules draft={draft} faults={faults} error={error} onChange={onChange} />}
      {hasBounds(draft.type) && <Bounds draft={draft} faults={faults} error={error} onChange={onChange} />}
      {mayBegin(draft, field) && <Beginning draft={draft} error={error} onChange={onChange} />}
      <Checkbox checked={draft.required} onChange={(required) => onChange({ required })} label={t(o.required)} help={t(o.requiredHelp)} />
      {mayBeUnique(draft.type) && <Checkbox checked={draft.unique} onChange={(unique) => onChange({ unique })} label={t(o.unique)} help={faultOf(error, 'unique') ?? t(o.uniqueHelp)} />}
      {draft.type === 'phone' && <Checkbox checked={draft.strict} onChange={(strict) => onChange({ strict })} label={t(o.strict)} />}
      {draft.type === 'autoNumber' && <TextInput label={t(o.pattern)} help={t(o.patternHelp)} value={draft.pattern} onChange={(pattern) => onChange({ pattern })} error={faultOf(error, 'pattern')} />}
      {draft.type === 'autoNumber' && <Checkbox checked={draft.keepGiven} onChange={(keepGiven) => onChange({ keepGiven })} label={t(o.keepGiven)} />}
      <MoreRules draft={draft} error={error} onChange={onChange} />
    </fieldset>
  )
}

/** Chosen as on a record. */
function Beginning({ draft: { type, options, default: value }, error, onChange }: Pick<Props, 'draft' | 'error' | 'onChange'>) {
  const t = useText()
  const { Input } = fieldWebOf(type)
  const field = { name: 'default', type, label: {}, access: 'write', options: options.filter((option) => t(option.label)) } as FieldInfo
  return <Input optional field={field} label={t(o.begins)} help={t(o.beginsHelp)} value={value} error={faultOf(error, 'default')} onChange={(next) => onChange({ default: next === '' ? null : next })} />
}

/** What few fields need: closed unless something of it is set or refused. */
function MoreRules({ draft, error, onChange }: Pick<Props, 'draft' | 'error' | 'onChange'>) {
  const t = useText()
  const [set] = useState(() => draft.index || draft.writeOnce || draft.sensitive || !draft.track || draft.weight !== '0')
  return (
    <Details open={set || Boolean(faultOf(error, 'weight'))} summary={t(o.moreRules)}>
      {mayBeIndexed(draft.type) && !alwaysIndexed(draft.type) && <Checkbox checked={draft.index} onChange={(index) => onChange({ index })} label={t(o.index)} help={t(o.indexHelp)} />}
      <Checkbox checked={draft.writeOnce} onChange={(writeOnce) => onChange({ writeOnce })} label={t(o.writeOnce)} help={t(o.writeOnceHelp)} />
      <Checkbox checked={draft.sensitive} onChange={(sensitive) => onChange({ sensitive })} label={t(o.sensitive)} help={t(o.sensitiveHelp)} />
      <Checkbox checked={draft.track} onChange={(track) => onChange({ track })} label={t(o.track)} help={t(o.trackHelp)} />
      <TextInput label={t(o.weight)} help={t(o.weightHelp)} inputMode="numeric" value={draft.weight} onChange={(text) => onChange({ weight: digits(text, 100) })} error={faultOf(error, 'weight')} />
    </Details>
  )
}

/** What a text looks like. A number of a person is sensitive unless its box is cleared again. */
function TextRules({ draft, faults, error, onChange }: RulesProps) {
  const t = useText()
  const fixed = draft.form === 'mask'
  return (
    <div style={pair}>
      <Select
        label={t(o.form)} value={draft.form} onChange={(form) => onChange({ form, ...((form === 'nik' || form === 'npwp') && { sensitive: true }) })} error={faultOf(error, 'format')}
        options={(['free', 'mask', 'nik', 'npwp'] as const).map((value) => ({ value, label: t(formTexts[value]), hint: formHints[value] && t(formHints[value]) }))}
      />
      {fixed && <TextInput label={t(o.mask)} help={t(o.maskHelp)} placeholder="AA-0000" spellCheck={false} maxLength={100} value={draft.mask} onChange={(mask) => onChange({ mask })} error={(faults.includes('mask') && t(c.needed)) || faultOf(error, 'pattern')} />}
      {draft.form === 'free' && <TextInput label={t(o.max)} inputMode="numeric" value={draft.max} onChange={(text) => onChange({ max: digits(text, 10_000) })} error={faultOf(error, 'max')} />}
    </div>
  )
}

function Bounds({ draft, faults, error, onChange }: RulesProps) {
  const t = useText()
  return (
    <div style={pair}>
      {(['min', 'max'] as const).map((name) => (
        <TextInput
          key={name} label={t(name === 'min' ? o.smallest : o.largest)} inputMode="decimal" value={draft[name]} onChange={(text) => onChange({ [name]: text })}
          error={(faults.includes(name) && t(o.numberNeeded)) || faultOf(error, name)}
        />
      ))}
    </div>
  )
}

const pair = { display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))', alignItems: 'start' } as const

function digits(text: string, max: number): string {
  const kept = text.replace(/\D/g, '')
  return kept === '' ? '' : String(Math.min(max, Number(kept)))
}
