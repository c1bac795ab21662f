// "Export" in the head of a list.
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { deferred } from '../../ui/deferred.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { listTexts as texts } from '../list/list-texts.ts'
import type { ListModel } from '../list/use-list-model.ts'

export const ExportDialog = deferred(() => import('./export-dialog.tsx').then((module) => module.ExportDialog))

export function ExportButton({ model }: { model: ListModel }) {
  const { t } = useFieldTools()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Download size={16} />} onClick={() => setOpen(true)}>{t(texts.export)}</Button>
      {open && <ExportDialog model={model} onClose={() => setOpen(false)} />}
    </>
  )
}
