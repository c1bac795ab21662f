// The chat's screens: what a message says: members as chips, addresses as links, records as cards that honour rights.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { EyeOff } from 'lucide-react'
import { Fragment, useMemo } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useObjects, useSession } from '../../../web/queries.ts'
import { relatedQuery } from '../../../web/records/find-related.ts'
import { phone, v } from '../../../web/theme.ts'
import { ObjectIcon } from '../../../web/ui/object-icon.tsx'
import { Skeleton } from '../../../web/ui/states.tsx'
import { partsOf, recordsIn, type Part } from './message-words.ts'
import { chatWords as w } from './texts.ts'

const Words = styled('div')({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: '21px', '& a': { textDecoration: 'underline', textUnderlineOffset: 2 }, [phone]: { fontSize: 16, lineHeight: '23px' } })
const Mention = styled('span')({ borderRadius: 4, padding: '1px 3px', backgroundColor: v.selected, color: v.accent, fontWeight: 500 })
const Code = styled('code')({ borderRadius: 4, padding: '1px 4px', backgroundColor: v.sunken, border: `1px solid ${v.line}`, fontSize: '0.92em' })
const Card = styled(Link)({
  display: 'inline-flex', alignItems: 'center', gap: 9, maxWidth: '100%', minHeight: 36, padding: '5px 12px 5px 10px', marginTop: 6, borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper, color: v.text, textDecoration: 'none !important',
  '&:hover': { borderColor: v.lineStrong }, [phone]: { minHeight: 44 },
})
const Unseen = styled('div')({ display: 'inline-flex', alignItems: 'center', gap: 8, minHeight: 36, padding: '5px 12px 5px 10px', marginTop: 6, borderRadius: 8, border: `1px dashed ${v.lineStrong}`, color: v.secondary, fontSize: 13 })

export function MessageText({ text, record, edited }: { text: string; record?: { object: string; id: string } | null; edited?: boolean }) {
  const t = useText()
  const parts = useMemo(() => partsOf(text, location.origin), [text])
  const records = useMemo(() => [...record ? [record] : [], ...recordsIn(parts).filter(({ id }) => id !== record?.id)], [parts, record])
  return (
    <>
      {text && <Words>{parts.map((part, at) => <Fragment key={at}><Piece part={part} /></Fragment>)}{edited && <span style={{ color: v.muted, fontSize: 12.5 }}> {t(w.edited)}</span>}</Words>}
      {records.map((one) => <div key={one.id}><RecordCard {...one} /></div>)}
    </>
  )
}

function Piece({ part }: { part: Part }) {
  const members = useMembers()
  const me = useSession()?.member.id
  if (part.kind === 'text') return part.text
  if (part.kind === 'strong') return <strong>{part.text}</strong>
  if (part.kind === 'code') return <Code>{part.text}</Code>
  if (part.kind === 'everyone') return <Mention>@channel</Mention>
  if (part.kind === 'member') return <Mention style={part.id === me ? { backgroundColor: 'var(--h-label-amber-bg)', color: 'var(--h-label-amber-fg)' } : undefined}>@{members.find((one) => one.id === part.id)?.name ?? '–'}</Mention>
  return part.inside ? <Link to={part.href}>{part.text}</Link> : <a href={part.href} target="_blank" rel="noopener noreferrer">{part.text}</a>
}

/** Its title as the reader may see it; nothing of it when she may not. */
export function RecordCard({ object, id }: { object: string; id: string }) {
  const t = useText()
  const info = useObjects().find((one) => one.name === object)
  const query = useQuery({ ...relatedQuery(object, id, info), enabled: Boolean(info) })
  if (info && query.isPending) return <Unseen><Skeleton width={160} /></Unseen>
  if (!info || query.data === null || query.isError) return <Unseen><EyeOff size={15} aria-hidden />{t(w.recordUnseen)}</Unseen>
  return (
    <Card to="/o/$object/$id" params={{ object, id } as never}>
      <span style={{ display: 'flex', color: v.muted }}><ObjectIcon object={object} icon={info.icon} size={17} /></span>
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: 500 }}>{query.data ?? '–'}</span>
      <span style={{ color: v.muted, fontSize: 12.5, flexShrink: 0 }}>{t(info.label)}</span>
    </Card>
  )
}
