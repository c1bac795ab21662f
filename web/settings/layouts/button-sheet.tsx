// Settings, buttons: making and changing one.
import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import type { ButtonAction, RecordButton } from '../../records/layout/layout-data.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, nameOf, type Labels } from '../labels.ts'
import { IconPicker } from '../objects/icon-picker.tsx'
import { ActionForm, emptyAction } from './action-form.tsx'
import { RolesInput, WhenInput } from './part-fields.tsx'
import { layoutTexts as l } from './texts.ts'

type Draft = Pick<RecordButton, 'object' | 'roles' | 'when' | 'places' | 'action'> & { label: Labels; icon: string }

export function ButtonSheet({ button, first = 'contact', onClose }: { button: RecordButton | null; first?: string; onClose: () => void }) {
  const { t, objects, objectOf } = useFieldTools()
  const toast = useToast()
  const [draft, setDraft] = useState<Draft>(() => (button
    ? { ...button, label: button.label as Labels, icon: button.icon ?? '' }
    : { object: first, label: {}, icon: 'star', roles: [], when: null, places: ['record'], action: emptyAction('create', first, objects) }))
  const [tried, setTried] = useState(false)
  const change = (next: Partial<Draft>) => setDraft({ ...draft, ...next })
  const object = objectOf(draft.object)
  const label = cleanLabels(draft.label)
  const finish = async (text: string) => {
    onClose()
    toast({ text })
    await queryClient.invalidateQueries({ queryKey: ['buttons'] })
  }
  const save = useMutation({
    mutationFn: () => {
      const { object: on, icon, roles, when, places, action } = draft
      const sent = { label, icon: icon || null, roles, when, places, action }
      return button ? api.patch('/buttons/{id}', { path: { id: button.id }, body: sent }) : api.post('/buttons', { body: { object: on, name: `${nameOf(Object.values(label)[0]!) || 'button'}${Math.random().toString(36).slice(2, 6)}`, ...sent } })
    },
    onSuccess: () => finish(t(texts.saved)),
  })
  const remove = useMutation({ mutationFn: () => api.delete('/buttons/{id}', { path: { id: button!.id } }), onSuccess: () => finish(t(l.removed, { name: t(button!.label) })) })
  return (
    <Sheet
      open onClose={onClose} title={t(button ? l.editButton : l.newButton)} width={560} onSubmit={() => {
        setTried(true)
        if (Object.keys(label).length) save.mutate()
      }}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(button ? texts.save : texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput autoFocus={!button} label={t(l.name)} value={draft.label} onChange={(next) => change({ label: next })} error={tried && !Object.keys(label).length ? t(c.needed) : faultOf(save.error, 'label')} />
        <Select
          label={t(l.object)} value={draft.object} disabled={button !== null} options={objects.map((one) => ({ value: one.name, label: t(one.pluralLabel) }))}
          onChange={(next) => change({ object: next, when: null, action: emptyAction(draft.action.type, next, objects) })}
        />
        <Select
          label={t(l.action)} value={draft.action.type} options={(['create', 'update', 'link'] as const).map((value) => ({ value, label: t(l[value]) }))}
          onChange={(type: ButtonAction['type']) => change({ action: emptyAction(type, draft.object, objects) })}
        />
        {object && <ActionForm key={`${draft.object} ${draft.action.type}`} object={object} action={draft.action} error={save.error} onChange={(action) => change({ action })} />}
        <PlacesInput value={draft.places} onChange={(places) => change({ places })} />
        <RolesInput value={draft.roles} onChange={(roles) => change({ roles })} />
        {object && <WhenInput key={draft.object} object={object} label={t(l.when)} help={t(l.whenHelp)} value={draft.when} onChange={(when) => change({ when })} />}
        <IconPicker label={t(l.icon)} value={draft.icon} onChange={(icon) => change({ icon })} />
        <FormError error={save.error ?? remove.error} />
        {button && <div><Button variant="ghost" icon={<Trash2 size={16} />} loading={remove.isPending} onClick={() => remove.mutate()}>{t(l.removeButton)}</Button></div>}
      </FormGrid>
    </Sheet>
  )
}

/** In one place at least. */
function PlacesInput({ value, onChange }: { value: Draft['places']; onChange: (places: Draft['places']) => void }) {
  const { t } = useFieldTools()
  const place = (one: 'record' | 'list', on: boolean) => {
    const places = on ? [...value, one] : value.filter((each) => each !== one)
    if (places.length) onChange(places)
  }
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 10 }}>
      <legend style={{ padding: 0, marginBottom: 8, fontSize: 13, fontWeight: 500 }}>{t(l.places)}</legend>
      <Checkbox checked={value.includes('record')} onChange={(on) => place('record', on)} label={t(l.onRecord)} />
      <Checkbox checked={value.includes('list')} onChange={(on) => place('list', on)} label={t(l.onList)} />
    </fieldset>
  )
}
