// Taking a conversion back, with the reasons where that cannot be.
import { useMutation } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { ApiError, api } from '../../../../web/api.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import type { RecordRow } from '../../../../web/records/field-web.ts'
import { v } from '../../../../web/theme.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Confirm } from '../../../../web/ui/confirm.tsx'
import { useToast } from '../../../../web/ui/toast.tsx'
import { leadPanelTexts as texts } from './texts.ts'

type Props = { lead: RecordRow; until: string; onDone: () => void }

export function UndoConversion({ lead, until, onDone }: Props) {
  const { t, format, objectOf } = useFieldTools()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const undo = useMutation({
    mutationFn: () => api.post('/records/lead/{id}/conversion/undo', { path: { id: lead.id } }),
    onSuccess: () => {
      setAsking(false)
      toast({ text: t(texts.undone) })
      onDone()
    },
  })
  const reasons = undo.error instanceof ApiError ? undo.error.errors : []
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 10, flexWrap: 'wrap', marginTop: 6 }}>
      <Button size="small" icon={<Undo2 size={16} />} onClick={() => setAsking(true)}>{t(texts.undo)}</Button>
      <span style={{ color: v.secondary, fontSize: 13 }}>{t(texts.undoUntil, { when: format.date(until) })}</span>
      <Confirm
        open={asking} title={t(texts.undoTitle)} action={t(texts.undo)} busy={undo.isPending} error={undo.error} onConfirm={() => undo.mutate()} onClose={() => { setAsking(false); undo.reset() }}
        body={(
          <>
            {t(texts.undoBody)}
            {reasons.length > 0 && <ul style={{ margin: '8px 0 0', paddingLeft: 20 }}>{reasons.map(({ path, message }, at) => <li key={at}>{t(objectOf(path)?.label) || path}: {message}</li>)}</ul>}
          </>
        )}
      />
    </div>
  )
}
