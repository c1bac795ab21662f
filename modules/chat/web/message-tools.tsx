// The chat's screens: what can be done with a message: agree, reply, make a task, ask for an answer, edit, delete.
import styled from '@emotion/styled'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CheckCheck, CircleCheckBig, Ellipsis, Link2, MessageCircleQuestion, MessageSquareText, Pencil, ThumbsUp, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useSession } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { useErrorText } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { useIsPhone } from '../../../web/ui/use-is-phone.ts'
import { AskDialog } from './ask-dialog.tsx'
import { changeMessage, messagePath, type Channel, type Message } from './chat-data.ts'
import { TaskDialog } from './task-dialog.tsx'
import { chatWords as w } from './texts.ts'

const Bar = styled('div')({
  position: 'absolute', top: -14, right: 16, display: 'flex', gap: 1, padding: 2, borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper, zIndex: 1, transition: 'opacity 120ms',
  '@media (hover: none)': { top: 2, right: 4, border: 0, backgroundColor: 'transparent' },
})

const agree = '👍'
type Props = { message: Message; channel: Channel; onThread?: (id: string | undefined) => void; onEdit: () => void }

export function useReact(message: Message) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ sign, on }: { sign: string; on: boolean }) => api.post('/chat/messages/{id}/reactions', { path: { id: message.id }, body: { sign, on } }),
    onSuccess: (fresh) => changeMessage(client, message.channel, message.id, () => fresh),
  })
}

export function MessageTools({ message, channel, onThread, onEdit }: Props) {
  const t = useText()
  const isPhone = useIsPhone()
  const me = useSession()?.member.id
  const react = useReact(message)
  const [open, setOpen] = useState<'task' | 'ask' | 'remove' | null>(null)
  const items = useItems({ message, channel, onThread, onEdit }, setOpen)
  if (channel.archivedAt) return null
  return (
    <Bar data-tools>
      {!isPhone && <IconButton size="small" label={t(w.react)} onClick={() => react.mutate({ sign: agree, on: !message.reactions[agree]?.includes(me ?? '') })}><ThumbsUp size={16} strokeWidth={1.75} /></IconButton>}
      {!isPhone && onThread && <IconButton size="small" label={t(w.reply)} onClick={() => onThread(message.id)}><MessageSquareText size={16} strokeWidth={1.75} /></IconButton>}
      {!isPhone && !message.task && <IconButton size="small" label={t(w.makeTask)} onClick={() => setOpen('task')}><CircleCheckBig size={16} strokeWidth={1.75} /></IconButton>}
      <Menu align="end" trigger={<IconButton size="small" label={t(w.more)}><Ellipsis size={16} /></IconButton>} items={items} />
      {open === 'task' && <TaskDialog message={message} onClose={() => setOpen(null)} />}
      {open === 'ask' && <AskDialog message={message} channel={channel} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveDialog message={message} onClose={() => setOpen(null)} />}
    </Bar>
  )
}

function useItems({ message, channel, onThread, onEdit }: Props, setOpen: (open: 'task' | 'ask' | 'remove') => void) {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const react = useReact(message)
  const me = useSession()?.member.id
  const { ask, task, author } = message
  const waits = ask !== null && ['waiting', 'pinged', 'escalated'].includes(ask.state)
  const settle = async (work: () => Promise<unknown>) => {
    try {
      await work()
      const fresh = await api.get('/chat/messages/{id}', { path: { id: message.id } })
      changeMessage(client, message.channel, message.id, () => fresh)
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  const copy = () => void navigator.clipboard.writeText(`${location.origin}${messagePath(message)}`).then(() => toast({ text: t(w.copied) }))
  return [
    { label: t(w.react), icon: <ThumbsUp size={17} />, onSelect: () => react.mutate({ sign: agree, on: !message.reactions[agree]?.includes(me ?? '') }) },
    onThread && { label: t(w.reply), icon: <MessageSquareText size={17} />, onSelect: () => onThread(message.id) },
    task ? { label: t(w.openTask), icon: <CircleCheckBig size={17} />, onSelect: () => void navigate({ to: '/o/$object/$id', params: { object: 'task', id: task } }) } : { label: t(w.makeTask), icon: <CircleCheckBig size={17} />, onSelect: () => setOpen('task') },
    waits && [ask.asked, ask.asker].includes(me ?? '') && { label: t(w.markAnswered), icon: <CheckCheck size={17} />, divider: true, onSelect: () => void settle(() => api.post('/chat/messages/{id}/answered', { path: { id: message.id } })) },
    waits && ask.asker === me && { label: t(w.takeBack), icon: <Undo2 size={17} />, onSelect: () => void settle(() => api.delete('/chat/messages/{id}/ask', { path: { id: message.id } })) },
    !waits && { label: t(w.ask), icon: <MessageCircleQuestion size={17} />, divider: true, onSelect: () => setOpen('ask') },
    { label: t(w.copyLink), icon: <Link2 size={17} />, onSelect: copy },
    author === me && { label: t(w.edit), icon: <Pencil size={17} />, divider: true, onSelect: onEdit },
    (author === me || channel.mine) && { label: t(w.remove), icon: <Trash2 size={17} />, danger: true, onSelect: () => setOpen('remove') },
  ]
}

function RemoveDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useText()
  const remove = useMutation({ mutationFn: () => api.delete('/chat/messages/{id}', { path: { id: message.id } }), onSuccess: onClose })
  return <Confirm open title={t(w.removeTitle)} body={t(w.removeBody)} action={t(w.remove)} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={onClose} />
}
