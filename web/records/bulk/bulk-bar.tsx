// The bar of the selected records: what is done to all of them, with their count, and the progress while it runs.
import styled from '@emotion/styled'
import { useNavigate } from '@tanstack/react-router'
import { ListChecks, Merge, PencilLine, Tag, Trash2, UserRound, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { WorkflowSelectionButtons } from '../../../modules/workflow/web/workflow-buttons.tsx'
import { useText } from '../../i18n.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { phone, v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useFormat } from '../../use-format.ts'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import type { Filter } from '../filter/filter-model.ts'
import { SelectionButtons } from '../layout/record-buttons.tsx'
import { mayMerge, MOST_MERGED } from '../merge/merge-rules.ts'
import { mergeTexts } from '../merge/merge-texts.ts'
import type { Selection } from '../list/use-selection.ts'
import { bulkTexts as texts } from './bulk-texts.ts'
import { useBulk } from './use-bulk.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx'))
export type BulkKind = 'assign' | 'tag' | 'edit' | 'delete'

const Bar = styled('div')({
  position: 'absolute', bottom: 16, left: '50%', transform: 'translateX(-50%)', zIndex: 7, display: 'flex',
  alignItems: 'center', gap: 4, padding: '6px 8px 6px 14px',
  borderRadius: 10, backgroundColor: v.paper, boxShadow: v.shadow, maxWidth: 'calc(100% - 24px)',
  [phone]: {
    left: 8, right: 8, bottom: 8, transform: 'none', maxWidth: 'none', overflowX: 'auto', padding: '4px 4px 4px 12px',
  },
})

type Props = { object: ObjectInfo; filter: Filter | undefined; selection: Selection }

export function BulkBar({ object, filter, selection }: Props) {
  const t = useText()
  const format = useFormat()
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const bulk = useBulk(object, filter, selection)
  const [kind, setKind] = useState<BulkKind | null>(null)
  const may = (right: unknown) => right !== 'none' && right !== false
  const act = (icon: React.ReactNode, label: string, next: BulkKind, danger?: boolean) => (isPhone
    ? (
      <IconButton label={label} onClick={() => setKind(next)} style={danger ? { color: v.bad } : undefined}>
        {icon}
      </IconButton>
    )
    : <Button size="small" variant="ghost" icon={icon} onClick={() => setKind(next)} style={danger ? { color: v.bad } : undefined}>{label}</Button>)
  return (
    <Bar data-below-toasts role="toolbar" aria-label={t(texts.bar)}>
      <span
        style={{ fontWeight: 500, whiteSpace: 'nowrap', paddingRight: 6, fontVariantNumeric: 'tabular-nums' }}
        aria-live="polite"
      >
        {t(selection.capped ? texts.moreSelected : texts.selected, { count: format.number(selection.count) })}
      </span>
      {isPhone && !selection.everything && (
        // a table has a box in its head for this
        <IconButton label={t(texts.selectEverything)} onClick={selection.selectEverything}><ListChecks size={16} /></IconButton>
      )}
      {may(object.access.update) && object.fields.some((field) => field.name === 'owner' && field.access === 'write') && act(<UserRound size={16} />, t(texts.assign), 'assign')}
      {may(object.access.update) && object.fields.some((field) => field.name === 'tags' && field.access === 'write') && act(<Tag size={16} />, t(texts.tag), 'tag')}
      {may(object.access.update) && act(<PencilLine size={16} />, t(texts.edit), 'edit')}
      <SelectionButtons object={object} selection={selection} />
      <WorkflowSelectionButtons object={object} filter={filter} selection={selection} />
      {mayMerge(object) && !selection.everything && selection.ids.size >= 2 && selection.ids.size <= MOST_MERGED && (
        <MergeButton onClick={() => void navigate({ to: '/merge/$object', params: { object: object.name }, search: { ids: [...selection.ids].join() } })} />
      )}
      {may(object.access.delete) && act(<Trash2 size={16} />, t(texts.delete), 'delete', true)}
      <IconButton size="small" label={t(texts.clear)} onClick={selection.clear}><X size={16} /></IconButton>
      <Suspense fallback={null}>
        {kind && (
          <BulkDialog
            kind={kind} object={object} filter={filter} selection={selection} bulk={bulk} onClose={() => setKind(null)}
          />
        )}
      </Suspense>
    </Bar>
  )
}

function MergeButton({ onClick }: { onClick: () => void }) {
  const t = useText()
  const isPhone = useIsPhone()
  if (isPhone) return <IconButton label={t(mergeTexts.mergeSelected)} onClick={onClick}><Merge size={16} /></IconButton>
  return <Button size="small" variant="ghost" icon={<Merge size={16} />} onClick={onClick}>{t(mergeTexts.mergeSelected)}</Button>
}
