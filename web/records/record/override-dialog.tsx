// Changing what is written once: an administrator gives the new value (or none) and a reason, both kept in the history.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { api, queryClient } from '../../api.ts'
import { keys, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { texts as shared } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { faultFor, toWrite } from '../record-write.ts'
import { writeTexts } from '../write-texts.ts'
import { recordTexts as texts } from './record-texts.ts'

/** `begin`: the value that it begins with, where that is already known. */
export default function OverrideDialog({ object, field, record, begin, onClose }: { object: ObjectInfo; field: FieldInfo; record: RecordRow; begin?: unknown; onClose: () => void }) {
  const { t } = useFieldTools()
  const toast = useToast()
  const [value, setValue] = useState<unknown>(begin ?? record[field.name] ?? null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const label = t(field.label)
  const save = useMutation({
    mutationFn: () => api.patch('/records/{object}/{id}', {
      path: { object: object.name, id: record.id }, query: { overrideReason: reason.trim() }, body: toWrite({ [field.name]: value }, object), ifMatch: record.version,
    }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(writeTexts.changed, { field: label }) })
      await queryClient.invalidateQueries({ queryKey: keys.records(object.name) })
    },
  })
  const submit = () => {
    setTried(true)
    if (reason.trim()) save.mutate()
  }
  const { Input } = fieldWebOf(field.type)
  const fault = faultFor(save.error, field.name)
  const reasonFault = (tried && !reason.trim() && t(texts.overrideReasonNeeded)) || faultOf(save.error, 'overrideReason')
  return (
    <Dialog
      open onClose={onClose} onSubmit={submit} width={440} title={t(texts.override, { field: label })} subtitle={t(texts.overrideHelp)}
      actions={<><Button onClick={onClose}>{t(shared.cancel)}</Button><Button variant="primary" type="submit" loading={save.isPending}>{t(shared.save)}</Button></>}
    >
      <FormGrid>
        <Input field={field} record={record} value={value} onChange={setValue} label={label} name={label} error={fault} />
        <TextInput autoFocus label={t(texts.overrideReason)} placeholder={t(texts.overrideReasonPlaceholder)} maxLength={500} required value={reason} onChange={setReason} error={reasonFault} />
        {!fault && !reasonFault && <FormError error={save.error} />}
      </FormGrid>
    </Dialog>
  )
}
