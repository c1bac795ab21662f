// Settings, members: the days on which a member is away, as she, who leads her or an administrator says.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DateInput } from '../../../kernel/field/types/date/date.tsx'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type Member } from '../../queries.ts'
import { FieldToolsProvider } from '../../records/field-tools.tsx'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { memberTexts as m } from './texts.ts'

type Props = { member: Pick<Member, 'id' | 'absence'>; titled?: boolean; onDone?: () => void }

/** Saved by itself: whoever may say it may not always change the rest of a member. */
export function AbsenceForm(props: Props) {
  return <FieldToolsProvider><Absence key={JSON.stringify(props.member.absence)} {...props} /></FieldToolsProvider>
}

function Absence({ member: { id, absence }, titled = true, onDone }: Props) {
  const t = useText()
  const toast = useToast()
  const [from, setFrom] = useState(absence?.from ?? null)
  const [to, setTo] = useState(absence?.to ?? null)
  const save = useMutation({
    mutationFn: (wanted: { from: string; to: string } | null) => api.put('/members/{id}/absence', { path: { id }, body: { absence: wanted } }),
    onSuccess: async () => {
      onDone?.()
      toast({ text: t(texts.saved) })
      await Promise.all([queryClient.invalidateQueries({ queryKey: keys.members }), queryClient.invalidateQueries({ queryKey: keys.records('task') })])
    },
  })
  const changed = from !== (absence?.from ?? null) || to !== (absence?.to ?? null)
  const days = (
    <>
      <FormGrid columns={2}>
        <DateInput label={t(m.absentFrom)} value={from} onChange={(day) => { setFrom(day); if (!to) setTo(day) }} error={faultOf(save.error, 'absence.from')} />
        <DateInput label={t(m.absentTo)} value={to} onChange={setTo} error={faultOf(save.error, 'absence.to')} />
      </FormGrid>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 10 }}>
        <Button size="small" disabled={!changed || !from || !to} loading={save.isPending} onClick={() => save.mutate({ from: from!, to: to! })}>{t(texts.save)}</Button>
        {absence && <Button size="small" variant="ghost" onClick={() => save.mutate(null)}>{t(m.notAbsent)}</Button>}
      </div>
      {save.error && !faultOf(save.error, 'absence.from', 'absence.to') && <FormError error={save.error} />}
    </>
  )
  return titled ? <Field label={t(m.absence)} help={t(m.absenceHelp)}><div>{days}</div></Field> : days
}
