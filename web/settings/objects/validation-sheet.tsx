// Settings, objects: one rule of an object's records: when it holds, what must be so then, what is said where it is not,
// and how many of the records that there are break it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { api } from '../../api.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import { readFilter, toFilter, type Filter, type Group } from '../../records/filter/filter-model.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { faultFor } from '../../records/record-write.ts'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { FormError } from '../../ui/states.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { Conditions } from './conditions.tsx'
import type { Validation } from './object-rules.tsx'
import { ruleTexts as r } from './rule-texts.ts'
import { useSaveRule } from './use-save-rules.ts'

type Draft = { name: string; when: Group; must: Group; keep: string[] | null; message: Labels; field: string }

const draftOf = (rule: Validation | undefined): Draft => ({
  name: rule?.name ?? '', when: readFilter(rule?.when as Filter | undefined), must: readFilter(rule?.must as Filter | undefined), keep: rule?.keep ?? null, message: (rule?.message as Labels) ?? {}, field: rule?.field ?? '',
})

export function ValidationSheet({ object, at, onClose }: { object: ObjectInfo; at: number; onClose: () => void }) {
  const { t } = useFieldTools()
  const given = object.validations?.[at]
  const [draft, setDraft] = useState(() => draftOf(given))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const save = useSaveRule(object, 'validations', at, onClose)
  const [when, must, name, message] = [toFilter(draft.when), toFilter(draft.must), draft.name.trim(), cleanLabels(draft.message)]
  const said = Object.keys(message).length > 0
  const fault = (part: string) => faultFor(save.error, `validations[${at}].${part}`)
  const shown = ['name', 'when', 'must', 'keep', 'message', 'field'].some(fault)
  const submit = () => {
    setTried(true)
    const asked = draft.keep ? draft.keep.length > 0 && { keep: draft.keep } : must && { must }
    if (name && asked && said) save.mutate({ name, ...(when && { when }), ...asked, message, ...(draft.field && { field: draft.field }) })
  }
  return (
    <Sheet
      open onClose={onClose} title={t(given ? r.editRule : r.newRule)} subtitle={t(object.pluralLabel)} width={640} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(given ? texts.save : texts.create)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus={!given} label={t(r.ruleName)} placeholder={t(r.rulePlaceholder)} maxLength={200} value={draft.name} onChange={(text) => set({ name: text })} error={(tried && !name && t(c.needed)) || fault('name')} />
        <Conditions object={object} label={t(r.when)} help={t(r.whenHelp)} group={draft.when} onChange={(group) => set({ when: group })} error={fault('when')} />
        <Select label={t(r.kind)} value={draft.keep ? 'keep' : 'must'} onChange={(kind) => set({ keep: kind === 'keep' ? [] : null })} options={[{ value: 'must', label: t(r.kindMust) }, { value: 'keep', label: t(r.kindKeep) }] as const} />
        {draft.keep && <Kept object={object} names={draft.keep} onChange={(keep) => set({ keep })} error={(tried && !draft.keep.length && t(r.keepNeeded)) || fault('keep')} />}
        {!draft.keep && <Conditions object={object} label={t(r.must)} group={draft.must} onChange={(group) => set({ must: group })} error={(tried && !must && t(r.mustNeeded)) || fault('must')} />}
        <LabelInput multiline label={t(r.message)} placeholder={t(r.messagePlaceholder)} value={draft.message} onChange={(text) => set({ message: text })} error={(tried && !said && t(c.needed)) || fault('message')} />
        <Select
          label={t(r.field)} value={draft.field} onChange={(field) => set({ field })} error={fault('field')}
          options={[{ value: '', label: t(r.wholeRecord) }, ...object.fields.filter((field) => field.access === 'write').map((field) => ({ value: field.name, label: t(field.label) }))]}
        />
        {must && !draft.keep && <Broken object={object} when={when} must={must} />}
        {!shown && <FormError error={save.error} />}
        {given && <div><Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => save.mutate(null)}>{t(r.removeRule)}</Button></div>}
      </FormGrid>
    </Sheet>
  )
}

function Kept({ object, names, onChange, error }: { object: ObjectInfo; names: string[]; onChange: (names: string[]) => void; error?: string }) {
  const { t } = useFieldTools()
  const options = object.fields.filter((field) => field.access === 'write').map((field) => ({ value: field.name, label: t(field.label) || field.name }))
  return (
    <Combobox
      multiple label={t(r.keep)} options={options} onChange={(list) => onChange(list.map((option) => option.value))} error={error}
      value={names.map((name) => options.find((option) => option.value === name) ?? { value: name, label: name })}
    />
  )
}

/** How many records there are that the rule would refuse, counted to the limit of lists. */
function Broken({ object, when, must }: { object: ObjectInfo; when: Filter | undefined; must: Filter }) {
  const { t, format } = useFieldTools()
  const filter = { and: [...(when ? [when] : []), { not: must }] }
  const asked = useDeferredValue(JSON.stringify(filter))
  const { data } = useQuery({
    queryKey: [...keys.records(object.name), 'broken', asked], retry: false,
    queryFn: ({ signal }) => api.post('/records/{object}/query', { path: { object: object.name }, body: { filter: JSON.parse(asked), fields: ['id'], limit: 1, count: 'capped' }, signal }),
  })
  if (!data) return null
  const count = data.total ?? 0
  return (
    <div role="status" style={{ padding: '10px 12px', borderRadius: 6, backgroundColor: v.sunken, fontSize: 13.5, lineHeight: '20px' }}>
      {count === 0 ? t(r.brokenNone) : (
        <>
          <strong style={{ fontWeight: 600 }}>{t(data.capped ? r.brokenMany : r.broken, { count: format.number(count) })}</strong>{' '}
          <Link to={'/o/$object' as string} params={{ object: object.name } as never} search={{ filter } as never} target="_blank">{t(r.showBroken)}</Link>
          <div style={{ color: v.secondary }}>{t(r.brokenHelp)}</div>
        </>
      )}
    </div>
  )
}
