// A text in which members are named: each name is marked, the reader's own most of all.
import styled from '@emotion/styled'
import { mentionsIn } from '../../../kernel/event/mention.ts'
import { useMembers, useSession } from '../../queries.ts'
import { v } from '../../theme.ts'

const Name = styled('span')({ borderRadius: 4, padding: '1px 3px', backgroundColor: v.selected, color: v.accent, fontWeight: 500, '&[data-me=true]': { backgroundColor: 'var(--h-label-amber-bg)', color: 'var(--h-label-amber-fg)' } })

export function NamedText({ text }: { text: string }) {
  const people = useMembers().filter((member) => member.kind === 'person')
  const me = useSession()?.member.id
  const mentions = mentionsIn(text, people)
  const end = (index: number) => (index < 0 ? 0 : mentions[index].at + mentions[index].length)
  return (
    <>
      {mentions.map(({ at, length, members }, index) => (
        <span key={at}>{text.slice(end(index - 1), at)}<Name data-me={me !== undefined && members.includes(me)}>{text.slice(at, at + length)}</Name></span>
      ))}
      {text.slice(end(mentions.length - 1))}
    </>
  )
}
