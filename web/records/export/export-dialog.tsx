// The dialog of an export: format and columns, then how far it is, then the file.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api, type Answer, type Body } from '../../api.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { FormError } from '../../ui/states.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { listQuery } from '../list/list-query.ts'
import { listTexts } from '../list/list-texts.ts'
import { writeSort } from '../list/columns.ts'
import type { ListModel } from '../list/use-list-model.ts'
import { exportTexts as texts } from './export-texts.ts'

type Status = Answer<'GET /exports/{id}'>
type Format = 'xlsx' | 'csv'
type Columns = 'shown' | 'every' | 'again'

const exportKey = (id: string | null) => ['exports', id] as const

export function ExportDialog({ model, onClose }: { model: ListModel; onClose: () => void }) {
  const { t } = useFieldTools()
  const client = useQueryClient()
  const [format, setFormat] = useState<Format>('xlsx')
  const [columns, setColumns] = useState<Columns>('shown')
  const [id, setId] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const state = useQuery({
    queryKey: exportKey(id), enabled: id !== null, staleTime: 0,
    queryFn: ({ signal }) => api.get('/exports/{id}', { path: { id: id! }, signal }),
    refetchInterval: (query) => (query.state.data && query.state.data.status !== 'running' ? false : 800),
  }).data
  const act = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    await work().catch(setError)
    setBusy(false)
  }
  const begin = () => act(async () => {
    setId((await api.post('/exports', { body: optionsOf(model, format, columns) })).id)
  })
  const stop = () => act(async () => {
    client.setQueryData(exportKey(id), await api.post('/exports/{id}/cancel', { path: { id: id! } }))
  })
  const running = id !== null && (!state || state.status === 'running')
  return (
    <Dialog
      open title={t(texts.title, { what: t(model.object.pluralLabel).toLowerCase() })} onClose={onClose} width={460}
      onSubmit={id === null ? () => void begin() : undefined}
      actions={(
        <>
          {running && <Button loading={busy} onClick={() => void stop()}>{t(texts.stop)}</Button>}
          <Button onClick={onClose}>{t(texts.close)}</Button>
          {id === null && <Button type="submit" variant="primary" loading={busy}>{t(listTexts.export)}</Button>}
          {state?.fileUrl && (
            <Button variant="primary" component="a" href={state.fileUrl} icon={<Download size={16} />} {...{ download: '' }}>{t(texts.download)}</Button>
          )}
        </>
      )}
    >
      <div style={{ display: 'grid', gap: 14 }}>
        {id === null
          ? <Choices {...{ format, setFormat, columns, setColumns }} />
          : <Progress state={state} />}
        <FormError error={error} />
      </div>
    </Dialog>
  )
}

type ChoicesProps = { format: Format; setFormat: (format: Format) => void; columns: Columns; setColumns: (columns: Columns) => void }

function Choices({ format, setFormat, columns, setColumns }: ChoicesProps) {
  const { t } = useFieldTools()
  return (
    <>
      <div style={{ color: v.secondary, lineHeight: '21px' }}>{t(texts.body)}</div>
      <Select label={t(texts.format)} value={format} onChange={setFormat} options={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t(texts[value]) }))} />
      <Select label={t(texts.columns)} value={columns} onChange={setColumns} options={(['shown', 'every', 'again'] as const).map((value) => ({ value, label: t(texts[value]) }))} />
    </>
  )
}

function Progress({ state }: { state: Status | undefined }) {
  const { t } = useFieldTools()
  const share = state?.total ? Math.min(100, (state.rows / state.total) * 100) : 0
  const said = !state || (state.status === 'running' && state.total === null)
    ? t(texts.begins)
    : state.status === 'running'
    ? t(texts.progress, { done: state.rows, total: state.total ?? 0 })
    : state.status === 'completed'
    ? t(texts.ready, { count: state.rows })
    : state.status === 'cancelled' ? t(texts.stopped) : state.error?.message ?? ''
  return (
    <>
      <div role="status" className="tabular" style={{ color: state?.status === 'failed' ? v.bad : v.text }}>{said}</div>
      {(!state || state.status === 'running') && (
        <div
          role="progressbar" aria-label={t(listTexts.export)} aria-valuenow={Math.round(share)} aria-valuemin={0} aria-valuemax={100}
          style={{ height: 8, borderRadius: 4, backgroundColor: v.pressed, overflow: 'hidden' }}
        >
          <div style={{ width: `${share}%`, height: '100%', backgroundColor: v.accent, transition: 'width 400ms linear' }} />
        </div>
      )}
    </>
  )
}

/** The list as it is asked for on the screen. */
function optionsOf(model: ListModel, format: Format, columns: Columns): Body<'POST /exports'> {
  const { filter, sort } = listQuery(model.object, [], { filter: model.filter, sort: writeSort(model.sort), search: model.address.q })
  const fields = columns === 'shown' ? model.columns.map((column) => column.field.name) : undefined
  return { object: model.object.name, format, labels: columns !== 'again', filter, sort, fields }
}
