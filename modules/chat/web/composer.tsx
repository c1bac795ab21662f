// The chat's screens: where one writes. Enter sends, Shift+Enter begins a line, @ names a member, ↑ in an empty box edits
// what was said last. What is not sent yet stays while one goes elsewhere.
import styled from '@emotion/styled'
import { AtSign, Paperclip, SendHorizontal, X } from 'lucide-react'
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { texts } from '../../../web/texts.ts'
import { phone, v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Chip } from '../../../web/ui/label.tsx'
import { MentionList } from '../../../web/ui/mention.tsx'
import type { Channel } from './chat-data.ts'
import { useChannelMention } from './mention-list.tsx'
import { toSent } from './message-words.ts'
import { chatWords as w } from './texts.ts'
import { useUploads } from './use-uploads.ts'
import type { Draft } from './use-send.ts'

const Box = styled('div')({ position: 'relative', border: `1px solid ${v.lineStrong}`, borderRadius: 8, backgroundColor: v.paper, transition: 'border-color 120ms', '&:focus-within': { borderColor: v.accent } })
const Area = styled('textarea')({
  display: 'block', width: '100%', border: 0, outline: 'none !important', background: 'none', color: 'inherit', font: 'inherit', fontSize: 14, lineHeight: '21px', padding: '10px 12px 4px', resize: 'none',
  fieldSizing: 'content', minHeight: 35, maxHeight: '35vh', boxSizing: 'border-box', '&::placeholder': { color: v.muted, opacity: 1 }, [phone]: { fontSize: 16 },
} as never)
const Outer = styled('div')({ flexShrink: 0, padding: '0 20px 18px', '&[data-inline=true]': { padding: '4px 0' }, [phone]: { padding: '0 10px 10px' } })

type Uploads = ReturnType<typeof useUploads>

const drafts = new Map<string, string>()

type Props = { channel: Channel; name: string; placeholder: string; initial?: string; onSend: (draft: Draft) => unknown; onEditLast?: () => void; onCancel?: () => void; autoFocus?: boolean }

export function Composer({ channel, name, placeholder, initial, onSend, onEditLast, onCancel, autoFocus }: Props) {
  const t = useText()
  const members = useMembers()
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(initial ?? drafts.get(name) ?? '')
  const uploads = useUploads()
  const change = (next: string) => {
    setText(next)
    if (initial === undefined) drafts.set(name, next)
  }
  const mention = useChannelMention(area, text, change, channel)
  const focusesAtOnce = useRef(initial !== undefined || autoFocus)
  useEffect(() => {
    const box = area.current!
    if (focusesAtOnce.current || matchMedia('(hover: hover)').matches) box.focus()
    box.setSelectionRange(box.value.length, box.value.length)
  }, [])
  const ready = text.trim() !== '' || uploads.files.length > 0 || uploads.busy
  const { sending, submit } = useSubmit(uploads, () => {
    if (!ready) return
    onSend({ text: toSent(text.trim(), members), files: uploads.files })
    change('')
    uploads.clear()
    area.current?.focus()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || mention.onKey(event)) return
    if (event.key === 'Escape' && onCancel) onCancel()
    else if (event.key === 'ArrowUp' && text === '' && onEditLast) onEditLast()
    // on a phone Enter is a line: the button sends
    else if (event.key === 'Enter' && !event.shiftKey && matchMedia('(hover: hover)').matches) submit()
    else return
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (!event.clipboardData.files.length || initial !== undefined) return
    event.preventDefault()
    uploads.take(event.clipboardData.files)
  }
  return (
    <Outer data-inline={initial !== undefined} data-below-toasts={initial === undefined || undefined}>
      <Box onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); if (initial === undefined) uploads.take(event.dataTransfer.files) }}>
        <MentionList side="above" {...mention} />
        <Area ref={area} rows={1} value={text} placeholder={placeholder} aria-label={placeholder} onChange={(event) => change(event.target.value)} onKeyDown={onKeyDown} onPaste={onPaste} onSelect={mention.look} {...mention.aria} />
        <Attached uploads={uploads} sending={sending} />
        <div style={{ display: 'flex', alignItems: 'center', gap: 2, padding: '0 5px 5px' }}>
          {initial === undefined && <IconButton size="small" label={t(w.attach)} onClick={uploads.choose}><Paperclip size={17} strokeWidth={1.75} /></IconButton>}
          <IconButton size="small" label={t(texts.mention)} onClick={mention.begin}><AtSign size={17} strokeWidth={1.75} /></IconButton>
          <span style={{ flex: 1 }} />
          {onCancel && <Button size="small" variant="ghost" icon={<X size={15} />} onClick={onCancel}>{t(texts.cancel)}</Button>}
          {onCancel ? <Button size="small" variant="primary" disabled={!ready} onClick={submit}>{t(texts.save)}</Button>
            : <IconButton size="small" label={t(w.send)} disabled={!ready || sending} onClick={submit} style={ready && !sending ? { backgroundColor: v.accent, color: v.accentText } : undefined}><SendHorizontal size={17} strokeWidth={1.75} /></IconButton>}
        </div>
      </Box>
    </Outer>
  )
}

/** What is sent while a file is on its way goes with the file, and stays when the file does not arrive. */
function useSubmit({ busy, broken }: Uploads, send: () => void) {
  const [sending, setSending] = useState(false)
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    if (!sending || busy) return
    setSending(false)
    if (!broken) latest.current()
  }, [sending, busy, broken])
  return { sending, submit: () => (busy ? setSending(true) : send()) }
}

function Attached({ uploads: { files, busy, share, drop }, sending }: { uploads: Uploads; sending: boolean }) {
  const t = useText()
  if (!files.length && !busy) return null
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, padding: '4px 10px' }}>
      {files.map((file) => <Chip key={file.id} icon={<Paperclip size={13} style={{ flexShrink: 0 }} />} onRemove={() => drop(file.id)} name={file.name}>{file.name}</Chip>)}
      {busy && <span role="status" style={{ color: v.muted, fontSize: 13, lineHeight: '24px' }}>{sending && `${t(w.sendsAfterFile)} `}{Math.round(share * 100)}%</span>}
    </div>
  )
}
