// The chat's part of a task's page: the message that it came from, for who may read it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import type { RecordRow } from '../../../web/records/field-web.ts'
import { v } from '../../../web/theme.ts'
import { messagePath } from './chat-data.ts'
import { plainText } from './message-words.ts'
import { chatWords as w } from './texts.ts'

export default function TaskSource({ record }: { record: RecordRow }) {
  const t = useText()
  const members = useMembers()
  const messages = useQuery({ queryKey: ['chat', 'task', record.id], queryFn: async ({ signal }) => (await api.get('/chat/tasks/{id}', { path: { id: record.id }, signal })).data }).data ?? []
  return messages.map((message) => (
    <Link key={message.id} to={messagePath(message)} style={{ display: 'flex', gap: 10, padding: '10px 12px', margin: '0 0 12px', borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper, color: v.text, textDecoration: 'none' }}>
      <MessagesSquare size={17} color={v.muted} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <span style={{ display: 'block', color: v.muted, fontSize: 12.5, lineHeight: '17px' }}>{t(w.fromMessage)} · {message.bot ?? members.find((member) => member.id === message.author)?.name ?? '–'}</span>
        <span style={{ display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical', overflow: 'hidden' }}>{plainText(message.text, members)}</span>
      </span>
    </Link>
  ))
}
