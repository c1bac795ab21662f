// An ended import taken back: the question before, how far it is, and what stays as it is with the reasons.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { LeftList } from '../left-list.tsx'
import { importKey, leftQuery, undoImport, type ImportStatus, type ImportUndo } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'

export function UndoButton({ it }: { it: ImportStatus }) {
  const { t } = useFieldTools()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if ((it.undo && it.undo.status !== 'failed') || it.created + it.updated === 0) return null
  const undo = async () => {
    setBusy(true)
    setError(null)
    try {
      client.setQueryData(importKey(it.id), await undoImport(it.id))
      setAsking(false)
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button icon={<Undo2 size={16} />} onClick={() => setAsking(true)}>{t(texts.undo)}</Button>
      <Confirm
        open={asking} title={t(texts.undoTitle, { name: it.fileName })} body={t(texts.undoBody)} action={t(texts.undo)}
        busy={busy} error={error} onConfirm={() => void undo()} onClose={() => setAsking(false)}
      />
    </>
  )
}

export function UndoState({ it, undo }: { it: ImportStatus; undo: ImportUndo }) {
  const { t } = useFieldTools()
  const said = undo.status === 'running' ? t(texts.undoing, { count: undo.undone }) : undo.status === 'completed' ? t(texts.undone, { count: undo.undone }) : `${t(texts.undoFailed)}. ${undo.error?.message ?? ''}`
  return (
    <div style={{ display: 'grid', gap: 6, fontSize: 13.5 }}>
      <div role="status" className="tabular" style={{ color: undo.status === 'failed' ? v.bad : v.text }}>{said}</div>
      {undo.left > 0 && undo.status !== 'running' && <Left it={it} count={undo.left} />}
    </div>
  )
}

function Left({ it, count }: { it: ImportStatus; count: number }) {
  const { t } = useFieldTools()
  const left = useQuery(leftQuery(it.id)).data ?? []
  return (
    <>
      <div style={{ color: v.secondary }}>{t(texts.left, { count })}</div>
      <LeftList left={left.map(({ object, record, message }) => ({ object, record, why: message }))} />
    </>
  )
}
