// The chat's screens: one message: who, when, what; its files, thread, task, question, and signs.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { Bot, CircleCheckBig, Clock, CornerDownRight, FileText, MessageCircleQuestion, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { addressOf } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { phone, touch, v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Avatar, Label } from '../../../web/ui/label.tsx'
import { useFormat } from '../../../web/use-format.ts'
import type { Channel, Message } from './chat-data.ts'
import { EditBox } from './edit-box.tsx'
import { MessageText } from './message-text.tsx'
import { MessageTools, useReact } from './message-tools.tsx'
import { chatWords as w } from './texts.ts'

const Row = styled('article')({
  position: 'relative', display: 'grid', gridTemplateColumns: '36px minmax(0, 1fr)', columnGap: 12, padding: '3px 20px', scrollMarginTop: 20,
  '&:hover, &:focus-within, &[data-open=true]': { backgroundColor: v.hover },
  '&[data-marked=true]': { backgroundColor: 'var(--h-label-amber-bg)' },
  '& [data-tools]': { opacity: 0 }, '&:hover [data-tools], &:focus-within [data-tools], & [data-tools]:has([aria-expanded=true])': { opacity: 1 },
  [phone]: { padding: '3px 44px 3px 12px', columnGap: 10 },
  '@media (hover: none)': { paddingRight: 48, '& [data-tools]': { opacity: 1 } },
})
const Head = styled('div')({ display: 'flex', alignItems: 'baseline', gap: 8, minWidth: 0, lineHeight: '20px' })
const Small = styled('span')({ color: v.muted, fontSize: 12.5, flexShrink: 0 })
const ThreadLink = styled('button')({
  display: 'inline-flex', alignItems: 'center', gap: 7, marginTop: 4, minHeight: 28, padding: '0 9px 0 7px', border: 0, borderRadius: 6, background: 'none', font: 'inherit', fontSize: 13, fontWeight: 500, color: v.accent, cursor: 'pointer',
  '&:hover': { backgroundColor: v.selected }, [phone]: { minHeight: 36 },
})
const Sign = styled('button')({
  display: 'inline-flex', alignItems: 'center', gap: 5, height: 26, padding: '0 8px', borderRadius: 13, border: `1px solid ${v.line}`, backgroundColor: v.paper, color: v.secondary, font: 'inherit', fontSize: 12.5, cursor: 'pointer',
  '&[aria-pressed=true]': { borderColor: v.accent, backgroundColor: v.selected, color: v.accent }, [phone]: { height: 32 },
})
const File = styled('a')({ display: 'inline-flex', alignItems: 'center', gap: 8, maxWidth: '100%', minHeight: 36, padding: '5px 12px 5px 10px', marginTop: 6, marginRight: 6, borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper, color: v.text, textDecoration: 'none !important', '&:hover': { borderColor: v.lineStrong }, [touch]: { minHeight: 44 } })
const Round = styled('span')({ width: 36, height: 36, borderRadius: 10, display: 'grid', placeItems: 'center', backgroundColor: v.accentSoft, color: v.accent })

type Props = { message: Message; joined: boolean; channel: Channel; marked: boolean; open: boolean; editing: boolean; onEditing: (id: string | null) => void; onThread?: (id: string | undefined) => void }

export function MessageRow({ message, joined, channel, marked, open, editing, onEditing, onThread }: Props) {
  const t = useText()
  const format = useFormat()
  const author = message.bot ?? useMembers().find((member) => member.id === message.author)?.name ?? '–'
  const { deletedAt, sending, failed } = message
  return (
    <Row data-marked={marked} data-open={open} style={{ paddingTop: joined ? 1 : 8, opacity: sending ? 0.6 : 1 }} aria-label={`${author}, ${format.dateTime(message.createdAt)}`} data-message={message.id}>
      <div style={{ paddingTop: 2 }}>{!joined && (message.bot ? <Round aria-hidden><Bot size={19} strokeWidth={1.75} /></Round> : <Avatar name={author} size={36} />)}</div>
      <div style={{ minWidth: 0 }}>
        {!joined && (
          <Head>
            <span style={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{author}</span>
            {message.bot && <Label>{t(w.bot)}</Label>}
            <Small><time dateTime={message.createdAt} title={format.dateTime(message.createdAt)}>{format.time(message.createdAt)}</time></Small>
          </Head>
        )}
        {deletedAt ? <div style={{ color: v.muted, fontStyle: 'italic', lineHeight: '21px' }}>{t(w.deleted)}</div>
          : editing ? <EditBox message={message} channel={channel} onClose={() => onEditing(null)} />
            : <Body message={message} />}
        {failed && <div role="alert" style={{ color: v.bad, fontSize: 13 }}>{t(w.notSent)}</div>}
        <Parts message={message} onThread={onThread} />
      </div>
      {!deletedAt && !sending && !failed && !editing && <MessageTools message={message} channel={channel} onThread={onThread} onEdit={() => onEditing(message.id)} />}
    </Row>
  )
}

function Body({ message: { text, object, record, link, stamp, files, editedAt } }: { message: Message }) {
  const t = useText()
  // what calls itself a picture and cannot be drawn is a file like any other
  const [undrawn, setUndrawn] = useState<string[]>([])
  const pictures = files.filter((file) => file.type?.startsWith('image/') && file.type !== 'image/svg+xml' && !undrawn.includes(file.id))
  return (
    <>
      <MessageText text={text} record={object && record && !link ? { object, id: record } : null} edited={editedAt !== null} />
      {link && <div style={{ margin: '6px 0' }}><Button size="small" component={Link} to={link}>{t(w.openLink)}</Button></div>}
      {stamp && <div><Small style={{ display: 'inline-flex', alignItems: 'center', gap: 5 }}><Clock size={12} aria-hidden />{stamp}</Small></div>}
      {pictures.map((file) => (
        <a key={file.id} href={addressOf('/files/{id}', { path: { id: file.id } })} target="_blank" rel="noopener" style={{ display: 'inline-block', marginTop: 6, marginRight: 6 }}>
          <img src={addressOf('/files/{id}/thumbnail', { path: { id: file.id }, query: { size: 320 } })} alt={file.name ?? ''} onError={() => setUndrawn((now) => [...now, file.id])} style={{ display: 'block', maxWidth: 'min(320px, 100%)', maxHeight: 240, borderRadius: 8, border: `1px solid ${v.line}` }} />
        </a>
      ))}
      {files.filter((file) => !pictures.includes(file)).map((file) => (
        <File key={file.id} href={addressOf('/files/{id}', { path: { id: file.id } })} target="_blank" rel="noopener">
          <FileText size={17} color={v.muted} style={{ flexShrink: 0 }} aria-hidden /><span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{file.name ?? '–'}</span>
        </File>
      ))}
    </>
  )
}

/** What became of it. */
function Parts({ message, onThread }: { message: Message; onThread?: Props['onThread'] }) {
  const t = useText()
  const format = useFormat()
  const { replies, reactions, task, ask } = message
  const signs = Object.entries(reactions)
  return (
    <>
      {(ask || task) && (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, marginTop: 5 }}>
          {ask && ask.state !== 'ended' && <AskMark ask={ask} />}
          {task && <Link to="/o/$object/$id" params={{ object: 'task', id: task } as never} style={{ textDecoration: 'none' }}><Label colour="teal" icon={<CircleCheckBig size={13} aria-hidden />}>{t(w.hasTask)}</Label></Link>}
        </div>
      )}
      {signs.length > 0 && <Signs message={message} signs={signs} />}
      {replies > 0 && onThread && (
        <div>
          <ThreadLink type="button" onClick={() => onThread(message.id)}>
            <CornerDownRight size={15} aria-hidden />{t(w.replies, { count: replies })}
            {message.lastReplyAt && <span style={{ color: v.muted, fontWeight: 400 }}>{format.ago(message.lastReplyAt)}</span>}
          </ThreadLink>
        </div>
      )}
    </>
  )
}

const askColours = { waiting: 'amber', pinged: 'orange', escalated: 'red', answered: 'green', ended: 'gray' } as const

function AskMark({ ask }: { ask: NonNullable<Message['ask']> }) {
  const t = useText()
  const members = useMembers()
  const nameOf = (id: string | null) => members.find((member) => member.id === id)?.name ?? '–'
  const words = { waiting: w.asked, pinged: w.pinged, escalated: ask.supervisor ? w.escalated : w.nobodyTold, answered: w.answeredBy, ended: w.takeBack }[ask.state]
  return <Label colour={askColours[ask.state]} icon={<MessageCircleQuestion size={13} aria-hidden />}>{t(words, { name: nameOf(ask.asked), supervisor: nameOf(ask.supervisor) })}</Label>
}

function Signs({ message, signs }: { message: Message; signs: [string, string[]][] }) {
  const t = useText()
  const me = useSession()?.member.id
  const members = useMembers()
  const react = useReact(message)
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 5, marginTop: 5 }}>
      {signs.map(([sign, by]) => {
        const mine = by.includes(me ?? '')
        const names = by.map((id) => members.find((member) => member.id === id)?.name ?? '–').join(', ')
        return <Sign key={sign} type="button" aria-pressed={mine} aria-label={t(w.reactions, { sign, names })} title={names} onClick={() => react.mutate({ sign, on: !mine })}><span aria-hidden style={{ display: 'flex' }}>{sign === '👍' ? <ThumbsUp size={14} /> : sign}</span><span aria-hidden>{by.length}</span></Sign>
      })}
    </div>
  )
}

