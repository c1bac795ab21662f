// Converting a lead: which contact and company it becomes, and the deal's name.
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../../web/api.ts'
import { useText } from '../../../../web/i18n.tsx'
import type { RecordRow } from '../../../../web/records/field-web.ts'
import { titleOf } from '../../../../web/records/related.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Dialog } from '../../../../web/ui/dialog.tsx'
import { TextInput } from '../../../../web/ui/field.tsx'
import { FormGrid } from '../../../../web/ui/page.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { FormError } from '../../../../web/ui/states.tsx'
import { Checkbox } from '../../../../web/ui/toggle.tsx'
import type { Conversion } from './lead-panel.tsx'
import { leadPanelTexts as texts } from './texts.ts'

type Props = { lead: RecordRow; conversion: Conversion; onClose: () => void; onDone: () => void }

export default function ConvertDialog({ lead, conversion, onClose, onDone }: Props) {
  const t = useText()
  const navigate = useNavigate()
  const [contact, setContact] = useState('new')
  const [company, setCompany] = useState('new')
  const [withDeal, setWithDeal] = useState(true)
  const [name, setName] = useState(String(lead.companyName ?? lead.fullName ?? ''))
  const convert = useMutation({
    mutationFn: () => api.post('/records/lead/{id}/convert', { path: { id: lead.id }, body: {
      deal: withDeal ? { ...(name.trim() && { name: name.trim() }) } : null, ...(contact !== 'new' && { contact }), ...(company !== 'new' && { company }),
    } }),
    onSuccess: async (made) => {
      onDone()
      await navigate({ to: '/o/$object/$id', params: made.deal ? { object: 'deal', id: made.deal } : { object: 'contact', id: made.contact } })
    },
  })
  const choices = (list: { record: RecordRow }[], label: string) => [{ value: 'new', label }, ...list.map(({ record }) => ({ value: record.id, label: titleOf(record, undefined) ?? record.id, hint: [record.phone, record.email].filter(Boolean).join(' · ') }))]
  return (
    <Dialog
      open onClose={onClose} title={t(texts.convertTitle)} subtitle={t(texts.convertHelp)} onSubmit={() => convert.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={convert.isPending}>{t(texts.convert)}</Button></>}
    >
      <FormGrid>
        <Select label={t(texts.contact)} value={contact} onChange={setContact} options={choices(conversion.contacts, t(texts.newContact))} />
        {Boolean(lead.companyName) && <Select label={t(texts.company)} value={company} onChange={setCompany} options={choices(conversion.companies, t(texts.newCompany))} />}
        <Checkbox checked={withDeal} onChange={setWithDeal} label={t(texts.withDeal)} />
        {withDeal && <TextInput label={t(texts.dealName)} value={name} onChange={setName} maxLength={200} />}
        <FormError error={convert.error} />
      </FormGrid>
    </Dialog>
  )
}
