// A document looked at without leaving the record: PDF and pictures in a sheet, with the older versions below.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { addressOf, api } from '../../api.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { attachTexts as texts } from './attach-texts.ts'

type FileValue = { id: string; name?: string; type?: string }

export function DocumentPreview({ row, title, open, onClose }: { row: RecordRow; title: string; open: boolean; onClose: () => void }) {
  const { t } = useFieldTools()
  const [chosen, setChosen] = useState<FileValue>()
  const files = (row.file ?? []) as FileValue[]
  const file = chosen ?? files[0]
  const actions = (
    <>
      {file && <Button component="a" href={addressOf('/files/{id}', { path: { id: file.id }, query: { download: true } })} {...{ download: '' }}>{t(texts.download)}</Button>}
      <Button variant="primary" component={Link} to="/o/$object/$id" params={{ object: 'document', id: row.id }}>{t(texts.openRecord)}</Button>
    </>
  )
  return (
    <Sheet open={open} onClose={onClose} title={title} width={860} actions={actions}>
      {files.length > 1 && (
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginBottom: 10 }}>
          {files.map((one) => <Button key={one.id} size="small" variant={one.id === file?.id ? 'primary' : 'secondary'} onClick={() => setChosen(one)}>{one.name}</Button>)}
        </div>
      )}
      {file ? <Shown file={file} /> : <div style={{ color: v.secondary }}>{t(texts.noFile)}</div>}
      {open && file && <Versions file={file} onChoose={setChosen} />}
    </Sheet>
  )
}

function Shown({ file }: { file: FileValue }) {
  const { t } = useFieldTools()
  // a browser's own viewer of PDF works in no sandbox; the server says what the file is by its content
  // oxlint-disable-next-line react/iframe-missing-sandbox
  if (file.type === 'application/pdf') return <iframe title={file.name} src={addressOf('/files/{id}', { path: { id: file.id } })} style={{ width: '100%', height: '68vh', border: `1px solid ${v.line}`, borderRadius: 8 }} />
  if (file.type?.startsWith('image/')) return <img alt={file.name} src={addressOf('/files/{id}/thumbnail', { path: { id: file.id }, query: { size: 1280 } })} style={{ maxWidth: '100%', maxHeight: '68vh', borderRadius: 8 }} />
  return <div style={{ color: v.secondary }}>{t(texts.noPreview)}</div>
}

/** Only where there is more than one. */
function Versions({ file, onChoose }: { file: FileValue; onChoose: (file: FileValue) => void }) {
  const { t, format } = useFieldTools()
  const found = useQuery({
    queryKey: ['files', file.id, 'versions'],
    queryFn: ({ signal }) => api.get('/files/{id}/versions', { path: { id: file.id }, query: { limit: 50 }, signal }),
  })
  const versions = found.data?.data ?? []
  if (versions.length < 2) return null
  return (
    <section style={{ marginTop: 16 }}>
      <h3 style={{ margin: '0 0 4px', fontSize: 13, fontWeight: 600 }}>{t(texts.versions)}</h3>
      {versions.map((one) => (
        <div key={one.id}>
          <Button size="small" variant="ghost" aria-current={one.id === file.id} onClick={() => onChoose(one)}>{`${one.name} · ${format.dateTime(one.createdAt)}`}</Button>
        </div>
      ))}
    </section>
  )
}
