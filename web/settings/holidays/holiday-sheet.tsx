// Settings: one holiday, or a day of joint leave.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DateInput } from '../../../kernel/field/types/date/date.tsx'
import { api } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { useBranchOptions } from '../members/queries.ts'
import { holidayTexts as h } from './texts.ts'

type Props = { day: string; onWritten: () => Promise<unknown>; onClose: () => void }

export function HolidaySheet({ day, onWritten, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const branches = useBranchOptions()
  const [draft, setDraft] = useState({ date: day, kind: 'holiday' as 'holiday' | 'jointLeave', branch: '', name: {} as Labels })
  const [tried, setTried] = useState(false)
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const name = cleanLabels(draft.name)
  const save = useMutation({
    mutationFn: () => api.put('/holidays', { body: { holidays: [{ ...draft, branch: draft.branch || null, name }] } }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await onWritten()
    },
  })
  const submit = () => {
    setTried(true)
    if (Object.keys(name).length) save.mutate()
  }
  const fault = (field: string) => faultOf(save.error, `holidays[0].${field}`)
  return (
    <Sheet
      open onClose={onClose} title={t(h.newHoliday)} width={440} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(texts.save)}</Button></>}
    >
      <FormGrid>
        <DateInput required label={t(h.date)} value={draft.date} onChange={(date) => set({ date: date ?? '' })} error={fault('date')} />
        <LabelInput label={t(h.name)} value={draft.name} onChange={(next) => set({ name: next })} error={tried && !Object.keys(name).length ? t(c.needed) : fault('name')} autoFocus />
        <Select label={t(h.kind)} value={draft.kind} onChange={(kind) => set({ kind })} options={(['holiday', 'jointLeave'] as const).map((value) => ({ value, label: t(h[value]) }))} />
        {branches.length > 0 && <Select label={t(h.branch)} value={draft.branch} onChange={(branch) => set({ branch })} options={[{ value: '', label: t(h.allBranches) }, ...branches]} />}
        {save.error && !['date', 'name'].some(fault) && <FormError error={save.error} />}
      </FormGrid>
    </Sheet>
  )
}
