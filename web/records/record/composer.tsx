// One composer for what is written about a record: a note, or a task with a due date and someone to do it.
import { useQueryClient } from '@tanstack/react-query'
import styled from '@emotion/styled'
import { AtSign } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { api, ApiError } from '../../api.ts'
import { keys, useMembers, type ObjectInfo } from '../../queries.ts'
import { texts as shared } from '../../texts.ts'
import { phone, v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { MentionList, peopleCalled, useMention } from '../../ui/mention.tsx'
import { FormError } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useToast } from '../../ui/toast.tsx'
import { dateTime } from '../../../kernel/field/types/date-time/date-time.tsx'
import { UserInput } from '../../../kernel/field/types/user/user.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { instantOf, plusDays } from '../parse-input.ts'
import { faultFor } from '../record-write.ts'
import { targetsOf } from '../related.ts'
import { AttachButton } from './attach.tsx'
import { recordTexts as texts } from './record-texts.ts'

const Box = styled('div')({ position: 'relative', border: `1px solid ${v.lineStrong}`, borderRadius: 8, backgroundColor: v.paper, '&:focus-within': { borderColor: v.accent } })
const Area = styled('textarea')({
  display: 'block', width: '100%', border: 0, outline: 'none !important', background: 'none', color: 'inherit',
  font: 'inherit', fontSize: 14, lineHeight: '21px', padding: '10px 12px', resize: 'none',
  minHeight: 44, fieldSizing: 'content', maxHeight: '40vh', boxSizing: 'border-box',
  '&::placeholder': { color: v.muted, opacity: 1 }, [phone]: { fontSize: 16 },
} as never)

const UseTemplate = lazy(() => import('../../../modules/tasks/web/use-template.tsx'))

type Kind = 'note' | 'task'

/** Objects that may be about this one: a note or a task is offered only where it can be. */
const mayBeAbout = (about: ObjectInfo | undefined, target: string) =>
  Boolean(about?.access.create && about.fields.some((field) => field.name === 'about' && targetsOf(field).includes(target)))

export function Composer({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const { t, me, objectOf } = useFieldTools()
  const kinds = (['note', 'task'] as const).filter((kind) => mayBeAbout(objectOf(kind), object.name))
  const [kind, setKind] = useState<Kind>('note')
  const [text, setText] = useState('')
  const compose = useCompose(object, record)
  const area = useRef<HTMLTextAreaElement>(null)
  const people = useMembers().filter((member) => member.kind === 'person' && member.active && member.id !== me)
  // a task is told to its owner
  const mention = useMention(area, text, setText, (asked) => (kind === 'note' ? peopleCalled(asked, people) : []))
  if (!kinds.length) return null
  const chosen = kinds.includes(kind) ? kind : kinds[0]
  const send = async () => {
    if (compose.busy) return
    if (text.trim() && await compose.send(chosen, text.trim())) setText((now) => (now === text ? '' : now))
  }
  const placeholder = t(chosen === 'note' ? texts.notePlaceholder : texts.taskPlaceholder)
  const open = text.trim() !== '' || compose.busy
  return (
    <Box>
      <div style={{ borderBottom: `1px solid ${v.line}`, padding: '0 4px' }}>
        <Tabs
          label={t(texts.compose)} value={chosen} onChange={setKind}
          tabs={kinds.map((value) => ({ value, label: t(value === 'note' ? texts.noteTab : texts.taskTab) }))}
        />
      </div>
      <Area
        ref={area} value={text} onChange={(event) => setText(event.target.value)} onSelect={mention.look} placeholder={placeholder} {...mention.aria}
        aria-label={placeholder} rows={chosen === 'note' ? 2 : 1}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || mention.onKey(event)) return
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || chosen === 'task')) {
            event.preventDefault()
            void send()
          }
        }}
      />
      {open && chosen === 'task' && <div style={{ padding: '6px 10px' }}><TaskParts {...compose} /></div>}
      <div style={{ padding: '0 10px 8px 4px', display: 'flex', flexWrap: 'wrap', alignItems: 'center' }}>
        <AttachButton />
        {chosen === 'note' && <IconButton size="small" label={t(shared.mention)} onClick={mention.begin}><AtSign size={17} strokeWidth={1.75} /></IconButton>}
        {chosen === 'task' && <Suspense><UseTemplate object={object} record={record} /></Suspense>}
        {open && (
          <Button size="small" variant="primary" loading={compose.busy} onClick={() => void send()} style={{ marginLeft: 'auto' }}>
            {t(chosen === 'note' ? texts.saveNote : texts.saveTask)}
          </Button>
        )}
      </div>
      <MentionList side="below" {...mention} />
      {compose.error !== null && <div style={{ padding: '0 10px 10px' }}><FormError error={compose.error} /></div>}
    </Box>
  )
}

type Compose = ReturnType<typeof useCompose>

function TaskParts({ dueAt, setDueAt, owner, setOwner, error }: Compose) {
  const { t, objectOf } = useFieldTools()
  const task = objectOf('task')!
  const due = task.fields.find((field) => field.name === 'dueAt')
  const who = task.fields.find((field) => field.name === 'owner')
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
      {due && (
        <div style={{ flex: '1 1 210px' }}>
          <dateTime.Input
            field={due} value={dueAt} onChange={setDueAt} label={t(texts.dueAt)} error={faultFor(error, 'dueAt')}
          />
        </div>
      )}
      {who && (
        <div style={{ flex: '4 1 200px' }}>
          <UserInput
            field={who} value={owner} onChange={setOwner} label={t(texts.assignee)} error={faultFor(error, 'owner')}
          />
        </div>
      )}
    </div>
  )
}

function useCompose(object: ObjectInfo, record: RecordRow) {
  const { t, me, format, objectOf } = useFieldTools()
  const client = useQueryClient()
  const toast = useToast()
  const tomorrow = () => instantOf(plusDays(format.today(), 1), '09:00', format.region.timeZone)
  const [dueAt, setDueAt] = useState<unknown>(tomorrow)
  const [owner, setOwner] = useState<unknown>(me)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async (kind: Kind, text: string): Promise<boolean> => {
    const several = Array.isArray(objectOf(kind)!.fields.find((field) => field.name === 'about')!.to)
    const about = several ? { object: object.name, id: record.id } : record.id
    const contact = record.contact as { id?: string } | string | null | undefined
    const customer = object.name === 'contact' ? record.id : typeof contact === 'string' ? contact : contact?.id
    const data = kind === 'note'
      ? { body: text, about }
      : { subject: text, dueAt, owner, about, ...(customer && { contact: customer }) }
    setBusy(true)
    setError(null)
    try {
      await api.post('/records/{object}', { path: { object: kind }, body: data })
      toast({ text: t(kind === 'note' ? texts.noteSaved : texts.taskSaved) })
      setDueAt(tomorrow())
      void client.invalidateQueries({ queryKey: keys.timeline(object.name, record.id) })
      void client.invalidateQueries({ queryKey: keys.records(kind) })
      return true
    } catch (refusal) {
      setError(refusal instanceof ApiError ? refusal : new ApiError(0, { code: 'network' }))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { dueAt, setDueAt, owner, setOwner, busy, error, send }
}
