// Settings, objects: names, icon and title field of an object; removing one's own object.
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type ObjectInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { IconPicker } from './icon-picker.tsx'
import { objectTexts as o } from './texts.ts'

const titleTypes = ['text', 'longText', 'email', 'phone', 'url']

export function EditObject({ object, onClose }: { object: ObjectInfo; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const [draft, setDraft] = useState({
    label: object.label as Labels, pluralLabel: object.pluralLabel as Labels, icon: object.icon ?? '', title: object.title, hidden: Boolean((object as { hidden?: boolean }).hidden),
  })
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const save = useMutation({
    mutationFn: () => api.patch('/objects/{object}', { path: { object: object.name }, body: { ...draft, label: cleanLabels(draft.label), pluralLabel: cleanLabels(draft.pluralLabel), icon: draft.icon || null } }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await queryClient.invalidateQueries({ queryKey: keys.objects })
    },
  })
  const titles = object.fields.filter((field) => !field.standard && titleTypes.includes(field.type)).map((field) => ({ value: field.name, label: t(field.label) }))
  return (
    <Dialog
      open onClose={onClose} title={t(o.edit)} onSubmit={() => save.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(texts.save)}</Button></>}
    >
      <FormGrid>
        <LabelInput label={t(o.one)} value={draft.label} onChange={(label) => set({ label })} error={faultOf(save.error, 'label')} />
        <LabelInput label={t(o.many)} value={draft.pluralLabel} onChange={(pluralLabel) => set({ pluralLabel })} error={faultOf(save.error, 'pluralLabel')} />
        <Select label={t(o.titleField)} help={t(o.titleHelp)} value={draft.title} onChange={(title) => set({ title })} options={titles} error={faultOf(save.error, 'title')} />
        <IconPicker label={t(o.icon)} value={draft.icon} onChange={(icon) => set({ icon })} />
        <Switch checked={draft.hidden} onChange={(hidden) => set({ hidden })} label={t(o.hidden)} />
        {save.error && !faultOf(save.error, 'label', 'pluralLabel', 'title') && <FormError error={save.error} />}
      </FormGrid>
    </Dialog>
  )
}

export function RemoveObject({ object, onClose }: { object: ObjectInfo; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const name = t(object.pluralLabel ?? object.label)
  const remove = useMutation({
    mutationFn: () => api.delete('/objects/{object}', { path: { object: object.name } }),
    onSuccess: async () => {
      toast({ text: t(o.removed, { object: name }) })
      router.history.push('/settings/objects')
      await queryClient.invalidateQueries({ queryKey: keys.objects })
    },
  })
  return <Confirm open title={t(o.removeTitle, { object: name })} body={t(o.removeBody)} action={t(o.remove)} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={onClose} />
}
