// The head of a list on a phone: what is done with the whole list, behind one button.
import { useNavigate } from '@tanstack/react-router'
import { Copy, Download, EllipsisVertical, Upload } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ExportDialog } from '../export/export-button.tsx'
import { mayMerge, tellsDuplicates } from '../merge/merge-rules.ts'
import { listTexts as texts } from './list-texts.ts'
import type { ListModel } from './use-list-model.ts'

export function ListMore({ model }: { model: ListModel }) {
  const t = useText()
  const navigate = useNavigate()
  const [exporting, setExporting] = useState(false)
  const { object } = model
  return (
    <>
      <Menu
        align="end" trigger={<IconButton label={t(texts.listMenu)}><EllipsisVertical size={20} /></IconButton>}
        items={[
          { label: t(texts.export), icon: <Download size={18} />, onSelect: () => setExporting(true) },
          object.access.create && { label: t(texts.import), icon: <Upload size={18} />, onSelect: () => void navigate({ to: '/import', search: { object: object.name } }) },
          tellsDuplicates(object) && mayMerge(object) && { label: t(texts.duplicates), icon: <Copy size={18} />, onSelect: () => void navigate({ to: '/duplicates/$object', params: { object: object.name } }) },
        ]}
      />
      {exporting && <ExportDialog model={model} onClose={() => setExporting(false)} />}
    </>
  )
}
