// What can be done with a record as a whole: copy its link, delete it with undo.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { BadgeCheck, CircleHelp, Copy, EllipsisVertical, Link2, Merge, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { approvalTexts } from '../../../modules/approvals/web/texts.ts'
import { whyTexts } from '../../../modules/workflow/web/why-texts.ts'
import { api } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type ObjectInfo } from '../../queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { RecordRow } from '../field-web.ts'
import { mayMerge, tellsDuplicates } from '../merge/merge-rules.ts'
import { listTexts } from '../list/list-texts.ts'
import { mergeTexts } from '../merge/merge-texts.ts'
import { changeRecords, putBack } from '../record-cache.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { recordTexts as texts } from './record-texts.ts'

const AskDialog = lazy(() => import('../../../modules/approvals/web/ask-dialog.tsx'))
const WhySheet = lazy(() => import('../../../modules/workflow/web/why-sheet.tsx'))

function useDelete(object: ObjectInfo) {
  const t = useText()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  return async (record: RecordRow) => {
    const name = titleOf(record, object) ?? t(shared.untitled)
    const shown = changeRecords(client, object.name, [record.id], () => null)
    const refresh = () => client.invalidateQueries({ queryKey: keys.records(object.name) })
    const restore = async () => {
      await api.post('/records/{object}/{id}/restore', { path: { object: object.name, id: record.id } })
      toast({ text: t(texts.restored, { name }) })
      await refresh()
    }
    try {
      await api.delete('/records/{object}/{id}', { path: { object: object.name, id: record.id } })
      toast({ text: t(texts.deleted, { name }), undo: () => void restore().catch((error: unknown) => toast({ text: say(error), tone: 'bad' })) })
      void refresh()
    } catch (error) {
      putBack(client, shown)
      toast({ text: say(error), tone: 'bad' })
    }
  }
}

export function RecordMenu({ object, record, onDeleted }: { object: ObjectInfo; record: RecordRow; onDeleted: () => void }) {
  const t = useText()
  const toast = useToast()
  const navigate = useNavigate()
  const remove = useDelete(object)
  const copy = async () => {
    await navigator.clipboard?.writeText(new URL(`/o/${object.name}/${record.id}`, location.href).href)
    toast({ text: t(texts.linkCopied) })
  }
  const mayDelete = object.access.delete !== 'none'
  const [asking, setAsking] = useState(false)
  const [wondering, setWondering] = useState(false)
  return (
    <>
    {wondering && <Suspense><WhySheet object={object} record={record.id} onClose={() => setWondering(false)} /></Suspense>}
    {asking && <Suspense><AskDialog object={object.name} record={record.id} onClose={() => setAsking(false)} /></Suspense>}
    <Menu
      align="end" trigger={<IconButton size="small" label={t(texts.actions)}><EllipsisVertical size={18} /></IconButton>}
      items={[
        { label: t(texts.copyLink), icon: <Link2 size={16} />, onSelect: () => void copy() },
        object.access.update !== 'none' && { label: t(approvalTexts.ask), icon: <BadgeCheck size={16} />, onSelect: () => setAsking(true) },
        { label: t(whyTexts.ask), icon: <CircleHelp size={16} />, onSelect: () => setWondering(true) },
        mayMerge(object) && {
          label: t(mergeTexts.mergeWith), icon: <Merge size={16} />,
          onSelect: () => void navigate({ to: '/merge/$object', params: { object: object.name }, search: { ids: record.id } }),
        },
        tellsDuplicates(object) && {
          label: t(listTexts.duplicates), icon: <Copy size={16} />, onSelect: () => void navigate({ to: '/duplicates/$object', params: { object: object.name } }),
        },
        mayDelete && {
          label: t(texts.delete), icon: <Trash2 size={16} />, danger: true, divider: true, onSelect: () => {
            onDeleted()
            void remove(record)
          },
        },
      ]}
    />
    </>
  )
}
