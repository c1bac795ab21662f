// The approvals' screens: asking for an approval by hand, on a record.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { texts as kit } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Switch } from '../../../web/ui/toggle.tsx'
import { refreshApprovals } from './queries.ts'
import { approvalTexts as a } from './texts.ts'

export default function AskDialog({ object, record, onClose }: { object: string; record: string; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const me = useSession()?.member.id
  const people = useMembers().filter((member) => member.kind === 'person' && member.active && member.id !== me)
  const options = [{ value: 'manager', label: t(a.myManager) }, ...people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={18} /> }))]
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [to, setTo] = useState<string[]>([])
  const [lock, setLock] = useState(true)
  const [tried, setTried] = useState(false)
  const ask = useMutation({
    mutationFn: () => api.post('/approvals', { body: { object, recordId: record, title: title.trim(), ...(body.trim() && { body: body.trim() }), approvers: to.map((one) => ({ to: one })), lock } }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(a.sent, { title: title.trim() }) })
      await refreshApprovals(object)
    },
  })
  const submit = () => {
    setTried(true)
    if (title.trim() && to.length) ask.mutate()
  }
  const fault = faultOf(ask.error, ...to.map((_, at) => `approvers[${at}].to`))
  return (
    <Dialog
      open onClose={onClose} onSubmit={submit} width={460} title={t(a.ask)} subtitle={lock ? t(a.askHelp) : undefined}
      actions={<><Button onClick={onClose}>{t(kit.cancel)}</Button><Button type="submit" variant="primary" loading={ask.isPending}>{t(a.ask)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus required label={t(a.what)} placeholder={t(a.whatHint)} maxLength={500} value={title} onChange={setTitle} error={tried && !title.trim() ? t(a.needed) : faultOf(ask.error, 'title')} />
        <TextInput optional multiline label={t(a.details)} maxLength={5000} value={body} onChange={setBody} />
        <Combobox multiple required label={t(a.approvers)} options={options} value={to.map((one) => options.find((option) => option.value === one)!).filter(Boolean)} onChange={(list) => setTo(list.map((option) => option.value))} error={tried && !to.length ? t(a.needed) : fault} />
        <Switch checked={lock} onChange={setLock} label={t(a.lock)} />
        {!fault && <FormError error={ask.error} />}
      </FormGrid>
    </Dialog>
  )
}
