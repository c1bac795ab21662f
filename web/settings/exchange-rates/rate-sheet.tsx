// Settings: the rate of a currency from a day on.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DateInput } from '../../../kernel/field/types/date/date.tsx'
import { api } from '../../api.ts'
import { useRegion, useText } from '../../i18n.tsx'
import { parseNumber } from '../../records/parse-input.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFormat } from '../../use-format.ts'
import { currencyOptions } from '../../zones.ts'
import { rateTexts as r } from './texts.ts'

type Props = { currency: string; onWritten: () => Promise<unknown>; onClose: () => void }

export function RateSheet({ currency, onWritten, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const { language, currency: base } = useRegion()
  const today = useFormat().today()
  const currencies = currencyOptions(language).filter((one) => one.value !== base)
  const [draft, setDraft] = useState({ currency: currency || currencies[0].value, date: today, rate: '' })
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const save = useMutation({
    mutationFn: () => api.put('/exchange-rates', { body: { rates: [{ ...draft, rate: parseNumber(draft.rate, { language }) ?? draft.rate }] } }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await onWritten()
    },
  })
  const fault = (name: string) => faultOf(save.error, `rates[0].${name}`)
  return (
    <Sheet
      open onClose={onClose} title={t(r.newRate)} subtitle={t(r.dateHelp)} width={440} onSubmit={() => save.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(texts.save)}</Button></>}
    >
      <FormGrid>
        <Combobox required label={t(r.currency)} options={currencies} value={currencies.find((one) => one.value === draft.currency) ?? null} onChange={(one) => one && set({ currency: one.value })} error={fault('currency')} />
        <DateInput required label={t(r.date)} value={draft.date} onChange={(date) => set({ date: date ?? '' })} error={fault('date')} />
        <TextInput required inputMode="decimal" label={t(r.rate, { base })} value={draft.rate} onChange={(rate) => set({ rate })} error={fault('rate')} />
        {save.error && !['currency', 'date', 'rate'].some(fault) && <FormError error={save.error} />}
      </FormGrid>
    </Sheet>
  )
}
