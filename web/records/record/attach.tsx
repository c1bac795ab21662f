// Files dropped on a record's page, or chosen beside the composer, become documents about it: one after the other, each
// with its progress and a way to stop it.
import { useQueryClient } from '@tanstack/react-query'
import { Paperclip, X } from 'lucide-react'
import { createContext, useContext, useRef, useState, type DragEvent, type ReactNode } from 'react'
import { ApiError, api } from '../../api.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { targetsOf } from '../related.ts'
import { attachTexts as texts } from './attach-texts.ts'

type Sending = { key: number; name: string; share: number; stop: () => void }

const Attach = createContext<((files: FileList | null) => void) | null>(null)
let last = 0

/** Whether documents about this kind of record may be made. */
const mayAttach = (document: ObjectInfo | undefined, target: string) =>
  Boolean(document?.access.create && document.fields.some((field) => field.name === 'about' && field.access === 'write' && targetsOf(field).includes(target)))

function useAttach(object: ObjectInfo, record: RecordRow) {
  const { t } = useFieldTools()
  const cache = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const [sending, setSending] = useState<Sending[]>([])
  const queue = useRef(Promise.resolve())
  const send = async (file: File, key: number, signal: AbortSignal) => {
    try {
      const form = new FormData()
      form.append('file', file, file.name)
      const { id } = await api.post('/files', { body: form, signal, onShare: (share) => setSending((list) => list.map((one) => (one.key === key ? { ...one, share } : one))) })
      await api.post('/records/{object}', { path: { object: 'document' }, body: { name: file.name.slice(0, 255), file: [id], about: { object: object.name, id: record.id } } })
      toast({ text: t(texts.attached, { name: file.name }) })
      void cache.invalidateQueries({ queryKey: keys.records('document') })
      void cache.invalidateQueries({ queryKey: keys.timeline(object.name, record.id) })
    } catch (error) {
      if (!signal.aborted) toast({ text: t(texts.failed, { name: file.name, reason: say(error instanceof ApiError ? error : new ApiError(0, { code: 'network' })) }), tone: 'bad' })
    } finally {
      setSending((list) => list.filter((one) => one.key !== key))
    }
  }
  const take = (files: FileList | null) => {
    for (const file of files ?? []) {
      const key = ++last
      const control = new AbortController()
      setSending((list) => [...list, { key, name: file.name, share: 0, stop: () => control.abort() }])
      queue.current = queue.current.then(() => send(file, key, control.signal))
    }
  }
  return { sending, take }
}

/** The part of a page that takes files; only where the reader may attach any. */
export function AttachArea({ object, record, children }: { object: ObjectInfo; record: RecordRow; children: ReactNode }) {
  const { t, objectOf } = useFieldTools()
  const { sending, take } = useAttach(object, record)
  const [over, setOver] = useState(false)
  if (!mayAttach(objectOf('document'), object.name)) return <>{children}</>
  const drag = (event: DragEvent) => {
    if (event.isDefaultPrevented() || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  const drop = (event: DragEvent) => {
    setOver(false)
    // a field that takes files itself has them already
    if (event.isDefaultPrevented() || !event.dataTransfer.files.length) return
    event.preventDefault()
    take(event.dataTransfer.files)
  }
  const leave = (event: DragEvent) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)
  return (
    <Attach value={take}>
      <div style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, position: 'relative' }} onDragOver={drag} onDragLeave={leave} onDrop={drop}>
        {children}
        {over && (
          <div style={{ position: 'absolute', inset: 8, zIndex: 5, display: 'grid', placeItems: 'center', borderRadius: 12, border: `1.5px dashed ${v.accent}`, backgroundColor: v.accentSoft, fontSize: 15, fontWeight: 600, pointerEvents: 'none' }}>
            {t(texts.drop)}
          </div>
        )}
        {sending.length > 0 && <SendingList sending={sending} />}
      </div>
    </Attach>
  )
}

function SendingList({ sending }: { sending: Sending[] }) {
  const { t } = useFieldTools()
  return (
    <ul
      aria-label={t(texts.sendingList)}
      style={{ position: 'absolute', right: 16, bottom: 16, zIndex: 6, width: 'min(340px, calc(100% - 32px))', margin: 0, padding: '8px 8px 8px 14px', listStyle: 'none', borderRadius: 8, border: `1px solid ${v.lineStrong}`, backgroundColor: v.paper, boxShadow: v.shadow }}
    >
      {sending.map(({ key, name, share, stop }) => (
        <li key={key} style={{ display: 'flex', alignItems: 'center', gap: 8, minHeight: 36, fontSize: 13 }}>
          <div style={{ flex: 1, minWidth: 0 }}>
            <div style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{name}</div>
            <div role="progressbar" aria-label={name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} style={{ height: 4, borderRadius: 2, backgroundColor: v.pressed, overflow: 'hidden' }}>
              <div style={{ width: `${share * 100}%`, height: '100%', backgroundColor: v.accent }} />
            </div>
          </div>
          <span className="tabular" style={{ color: v.secondary }}>{Math.round(share * 100)}%</span>
          <IconButton size="small" label={t(texts.stop, { name })} onClick={stop}><X size={16} /></IconButton>
        </li>
      ))}
    </ul>
  )
}

/** Beside the composer; nothing where no files are taken. */
export function AttachButton() {
  const { t } = useFieldTools()
  const take = useContext(Attach)
  const input = useRef<HTMLInputElement>(null)
  if (!take) return null
  return (
    <>
      <input
        ref={input} type="file" multiple hidden aria-label={t(texts.choose)}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <Button size="small" variant="ghost" icon={<Paperclip size={16} />} onClick={() => input.current?.click()}>{t(texts.choose)}</Button>
    </>
  )
}
