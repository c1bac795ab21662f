// Settings: one sharing rule: which records, with whom, and what they may.
import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ApiError, api, queryClient } from '../../api.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { FilterBuilder } from '../../records/filter/filter-builder.tsx'
import { filterFields } from '../../records/filter/filter-fields.ts'
import { readFilter, toFilter, type Filter } from '../../records/filter/filter-model.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { RadioCards } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { kindOf, sharedKinds, sharingQuery, useRuleWords, useSharedOptions, type SharingRule } from './sharing-words.ts'
import { sharingTexts as h } from './texts.ts'

type Props = { rule: SharingRule | null; onClose: () => void }

const refresh = () => queryClient.invalidateQueries({ queryKey: sharingQuery.queryKey })

function useRuleDraft(rule: SharingRule | null) {
  const { objects } = useFieldTools()
  const [draft, setDraft] = useState(() => ({
    object: rule?.object ?? objects.find((one) => one.name === 'deal')?.name ?? objects[0]?.name ?? '', label: (rule?.label ?? {}) as Labels, group: readFilter((rule?.filter ?? {}) as Filter),
    kind: rule ? kindOf(rule) : 'role' as const, key: rule ? rule.to[kindOf(rule)]! : '', access: rule?.access ?? 'read' as const,
  }))
  const change = (next: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...next }))
  const said: SharingRule = { id: rule?.id ?? '', object: draft.object, label: cleanLabels(draft.label), filter: toFilter(draft.group) ?? {}, to: { [draft.kind]: draft.key }, access: draft.access }
  return { draft, change, said }
}

export function SharingSheet({ rule, onClose }: Props) {
  const { t, objects, objectOf } = useFieldTools()
  const tools = useFieldTools()
  const toast = useToast()
  const wordsOf = useRuleWords()
  const options = useSharedOptions()
  const { draft, change, said } = useRuleDraft(rule)
  const [tried, setTried] = useState(false)
  const { id: _, object: __, ...body } = said
  const save = useMutation({
    mutationFn: () => rule ? api.patch('/sharing-rules/{id}', { path: { id: rule.id }, body }) : api.post('/sharing-rules', { body: { ...body, object: draft.object } }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await refresh()
    },
  })
  const named = Object.keys(said.label).length > 0
  const submit = () => {
    setTried(true)
    if (named && draft.key) save.mutate()
  }
  const object = objectOf(draft.object)
  const fault = (name: string) => faultOf(save.error, name)
  const filterFault = save.error instanceof ApiError ? save.error.errors.find(({ path }) => path.startsWith('filter'))?.message : undefined
  return (
    <Sheet
      open onClose={onClose} title={t(rule ? h.editRule : h.newRule)} subtitle={t(h.onlyAdds)} width={640} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(rule ? texts.save : texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput label={t(h.name)} value={draft.label} onChange={(label) => change({ label })} error={tried && !named ? t(c.needed) : fault('label')} autoFocus={!rule} />
        <Select
          label={t(h.object)} value={draft.object} disabled={rule !== null} onChange={(name) => change({ object: name, group: readFilter({}) })} error={fault('object')}
          options={objects.map((one) => ({ value: one.name, label: t(one.pluralLabel) || t(one.label) }))}
        />
        {object && <Field label={t(h.filter)} help={t(h.filterHelp)} error={filterFault}><FilterBuilder none="" group={draft.group} fields={filterFields(object, tools)} onChange={(group) => change({ group })} /></Field>}
        <Field label={t(h.to)}>
          <div style={{ display: 'grid', gap: 8, gridTemplateColumns: '150px minmax(0, 1fr)' }}>
            <Select name={t(h.kind)} value={draft.kind} onChange={(kind) => change({ kind, key: '' })} options={sharedKinds.map((value) => ({ value, label: t(h[value]) }))} />
            <Combobox
              key={draft.kind} name={t(h.to)} options={options[draft.kind]} value={options[draft.kind].find((one) => one.value === draft.key) ?? null} onChange={(one) => change({ key: one?.value ?? '' })}
              error={tried && !draft.key ? t(c.needed) : fault('to') ?? fault(`to.${draft.kind}`)}
            />
          </div>
        </Field>
        <RadioCards
          label={t(h.access)} value={draft.access} onChange={(access) => change({ access })} columns="repeat(auto-fit, minmax(200px, 1fr))"
          options={[{ value: 'read', label: t(h.read), help: t(h.readHelp) }, { value: 'update', label: t(h.update), help: t(h.updateHelp) }]}
        />
        {draft.key && <p style={{ margin: 0, lineHeight: '21px' }}>{wordsOf(said)}</p>}
        {save.error && !filterFault && !['label', 'object', 'to', `to.${draft.kind}`].some(fault) && <FormError error={save.error} />}
        {rule && <RemoveRule rule={rule} onGone={onClose} />}
      </FormGrid>
    </Sheet>
  )
}

function RemoveRule({ rule, onGone }: { rule: SharingRule; onGone: () => void }) {
  const { t } = useFieldTools()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const name = t(rule.label)
  const remove = useMutation({
    mutationFn: () => api.delete('/sharing-rules/{id}', { path: { id: rule.id } }),
    onSuccess: async () => {
      onGone()
      toast({ text: t(h.removed, { name }) })
      await refresh()
    },
  })
  return (
    <div style={{ marginTop: 8 }}>
      <Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => setAsking(true)}>{t(h.remove)}</Button>
      <Confirm
        open={asking} title={t(h.removeTitle, { name })} body={t(h.removeBody)} action={t(h.remove)} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
      />
    </div>
  )
}
