// The approvals' screens: who decides for the viewer while she is absent.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { texts as kit } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Colleague } from './act-dialog.tsx'
import { approvalTexts as a } from './texts.ts'

const key = ['approvals', 'stand-in']

export default function StandInDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const kept = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get('/approvals/stand-in', { signal }) }).data
  const [chosen, setChosen] = useState<string | null>(null)
  const value = chosen ?? kept?.delegate ?? ''
  const save = useMutation({
    mutationFn: () => api.put('/approvals/stand-in', { body: { delegate: value || null } }),
    onSuccess: (answer) => {
      queryClient.setQueryData(key, answer)
      toast({ text: t(kit.saved) })
      onClose()
    },
  })
  return (
    <Dialog
      open onClose={onClose} onSubmit={() => save.mutate()} width={420} title={t(a.standIn)} subtitle={t(a.standInHelp)}
      actions={<><Button onClick={onClose}>{t(kit.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(kit.save)}</Button></>}
    >
      <Colleague label={t(a.colleague)} placeholder={t(a.nobody)} value={value} onChange={setChosen} error={faultOf(save.error, 'delegate')} />
      {!faultOf(save.error, 'delegate') && <FormError error={save.error} />}
    </Dialog>
  )
}
