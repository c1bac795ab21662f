// Field type file, web part: names that open, a drop zone that sends at once. The type image builds on it.
import styled from '@emotion/styled'
import { FileText, Upload, X } from 'lucide-react'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { ApiError, addressOf, api } from '../../../../web/api.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { v } from '../../../../web/theme.ts'
import { IconButton } from '../../../../web/ui/button.tsx'
import { Field } from '../../../../web/ui/field.tsx'
import { TextFilterInput } from '../text/text.tsx'
import { fieldTexts as texts } from '../texts.ts'

export type FileValue = { id: string; name?: string; size?: number; type?: string }

const Zone = styled('label', { shouldForwardProp: (name) => name !== 'over' && name !== 'fault' })<{ over?: boolean; fault?: boolean }>(({ over, fault }) => ({
  display: 'flex', alignItems: 'center', justifyContent: 'center', gap: 8, minHeight: 56, padding: 10, borderRadius: 6, cursor: 'pointer', fontSize: 13,
  border: `1px dashed ${fault ? v.bad : over ? v.accent : v.lineStrong}`, backgroundColor: over ? v.hover : v.paper, color: v.secondary,
  '&:focus-within': { borderColor: v.accent, boxShadow: `0 0 0 1px ${v.accent}` },
  '& input': { position: 'absolute', width: 1, height: 1, opacity: 0 },
}))
const Line = styled('div')({ display: 'flex', alignItems: 'center', gap: 8, minWidth: 0, minHeight: 30, fontSize: 13, '& > .name': { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } })

/** Where a file is fetched; the cookie says who asks. */
export const fileAddress = (id: string) => addressOf('/files/{id}', { path: { id } })

const nameOf = (file: FileValue) => file.name ?? file.id
export const namesOf = (value: FileValue[]) => value.map(nameOf).join(', ')

function FileCell({ value, plain }: CellProps) {
  const files = value as FileValue[]
  if (plain) return <span>{namesOf(files)}</span>
  return <>{files.map((file, at) => <span key={file.id}>{at > 0 && ', '}<a href={fileAddress(file.id)} target="_blank" rel="noreferrer">{nameOf(file)}</a></span>)}</>
}

type FilesInputProps = InputProps & { accept?: string; hint: { en: string; id: string }; drawFile?: (file: FileValue) => ReactNode }

/** Files are sent as soon as they are dropped or chosen; the value names those that arrived. */
export function FilesInput({ value, onChange, field: _field, record: _record, label, help, error, required, optional, name, autoFocus, accept, hint, drawFile }: FilesInputProps) {
  const { t } = useFieldTools()
  const [over, setOver] = useState(false)
  const { files, sending, failed, set, take } = useSending(value, onChange)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <Field {...{ label, help, required, optional }} error={failed || error}>
      {files.map((file) => (
        <Line key={file.id}>
          {drawFile ? drawFile(file) : <FileText size={16} aria-hidden />}
          <span className="name">{nameOf(file)}</span>
          <IconButton size="small" label={t(texts.remove, { name: nameOf(file) })} onClick={() => set(files.filter((each) => each.id !== file.id))}><X size={16} /></IconButton>
        </Line>
      ))}
      {sending.map((each, at) => <Line key={`${each} ${at}`} role="status"><span className="name">{t(texts.uploading, { name: each })}</span></Line>)}
      <Zone
        over={over} fault={Boolean(error || failed)} onDrop={drop} onDragLeave={() => setOver(false)}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
      >
        <Upload size={16} aria-hidden />
        {t(hint)}
        <input
          type="file" multiple accept={accept} autoFocus={autoFocus} aria-label={typeof label === 'string' ? label : name}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
      </Zone>
    </Field>
  )
}

/** Several files may be on their way at once: what arrived last does not take the place of what arrived before. */
function useSending(value: unknown, onChange: InputProps['onChange']) {
  const { t } = useFieldTools()
  const [sending, setSending] = useState<string[]>([])
  const [failed, setFailed] = useState('')
  const files = useRef<FileValue[]>([])
  files.current = Array.isArray(value) ? value : []
  const set = (next: FileValue[]) => {
    files.current = next
    onChange(next.length ? next : null)
  }
  const send = async (file: File) => {
    setSending((list) => [...list, file.name])
    const form = new FormData()
    form.append('file', file, file.name)
    try {
      const { id, name: kept, size, type } = await api.post('/files', { body: form })
      set([...files.current, { id, name: kept, size, type }])
    } catch (problem) {
      setFailed(t(texts.uploadFailed, { name: file.name, reason: problem instanceof ApiError ? problem.message : String(problem) }))
    }
    setSending((list) => list.filter((_, at) => at !== list.indexOf(file.name)))
  }
  const take = (list: FileList | null) => {
    setFailed('')
    for (const file of list ?? []) void send(file)
  }
  return { files: files.current, sending, failed, set, take }
}

const FileInput = (props: InputProps) => <FilesInput {...props} hint={texts.drop} />

export const file: FieldWeb = {
  Cell: FileCell, Input: FileInput, FilterInput: TextFilterInput, width: 220, editor: 'panel',
  operators: operatorSets.text.filter((operator) => operator.name === 'contains' || operator.name === 'empty'),
  text: namesOf,
}
