// The chat's screens: the messages of a channel or a thread, oldest first, as many drawn as are in sight. It stands at its
// end and stays there; older ones come as one scrolls up.
import styled from '@emotion/styled'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, MessagesSquare } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { messagesQuery, type Channel, type Message } from './chat-data.ts'
import { MessageRow } from './message-row.tsx'
import { chatWords as w } from './texts.ts'
import { useRead } from './use-read.ts'

const Scroller = styled('div')({ flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', position: 'relative', overflowAnchor: 'none', display: 'flex', flexDirection: 'column', outlineOffset: '-2px !important' })
const Day = styled('div')({
  display: 'flex', alignItems: 'center', gap: 12, padding: '14px 20px 6px', color: v.muted, fontSize: 12.5, lineHeight: '16px', fontWeight: 500,
  '&::before, &::after': { content: '""', flex: 1, height: 1, backgroundColor: v.line },
})
const Fresh = styled('div')({ display: 'flex', alignItems: 'center', gap: 8, padding: '6px 20px 2px', color: v.bad, fontSize: 12, lineHeight: '16px', fontWeight: 600, '&::before': { content: '""', flex: 1, height: 1, backgroundColor: v.bad, opacity: 0.5 } })

type Props = {
  channel: Channel; name: string; thread: string | null; target?: string; openThread?: string; onThread?: (id: string | undefined) => void
  editing: string | null; onEditing: (id: string | null) => void
}

/** Messages of one author within this time stand together. */
const together = 5 * 60_000
/** As near to the end (pixels) counts as there. */
const near = 80

export function MessageList(props: Props) {
  const { channel, target, thread } = props
  const wanted = thread === null ? target : undefined
  // a message that is linked is looked for by its place
  const place = useQuery({ queryKey: ['chat', 'place', wanted], enabled: Boolean(wanted), staleTime: Infinity, retry: false, queryFn: () => api.get('/chat/messages/{id}', { path: { id: wanted! } }) })
  if (wanted && place.isPending) return <SkeletonRows rows={6} height={64} columns={2} />
  const found = place.data?.channel === channel.id ? place.data.seq : undefined
  const from = found !== undefined && channel.lastSeq - found > 40 ? found : null
  return <Pages key={String(from)} {...props} target={wanted && found !== undefined ? wanted : undefined} from={from} />
}

function Pages({ from, ...props }: Props & { from: number | null }) {
  const { channel, thread, name, target } = props
  const t = useText()
  const query = useInfiniteQuery(messagesQuery(channel.id, thread, from))
  const messages = useMemo(() => query.data?.pages.flatMap((page) => page.data).toReversed() ?? [], [query.data])
  if (query.isPending) return <div style={{ flex: 1, minHeight: 0, overflow: 'hidden' }}><SkeletonRows rows={7} height={64} columns={2} /></div>
  if (query.isError) return <div style={{ flex: 1 }}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></div>
  if (!messages.length) {
    if (thread) return <div style={{ flex: 1 }} />
    return <div style={{ flex: 1, display: 'grid', alignContent: 'end' }}><EmptyState icon={<MessagesSquare size={20} />} title={t(w.beginning, { name: channel.kind === 'direct' ? name : `#${name}` })} body={t(w.beginningBody)} /></div>
  }
  return <Rows {...props} from={from} messages={messages} query={query} target={target} />
}

type RowsProps = Props & { from: number | null; messages: Message[]; query: { hasNextPage: boolean; hasPreviousPage: boolean; isFetching: boolean; fetchNextPage: () => unknown; fetchPreviousPage: () => unknown } }

function Rows({ channel, name, thread, target, openThread, onThread, editing, onEditing, from, messages, query }: RowsProps) {
  const t = useText()
  const navigate = useNavigate()
  const scroller = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const readSeq = useRef(channel.readSeq)
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: messages.length, getScrollElement: () => scroller.current, estimateSize: () => 64, overscan: 8, getItemKey: (index) => messages[index].id,
    anchorTo: 'end', scrollEndThreshold: near, paddingEnd: 14,
  })
  const stays = useRef(target === undefined)
  const placed = useRef(target === undefined)
  useStart(virtualizer, messages, target, placed)
  useRead(channel, thread, messages, atEnd && from === null)
  const look = () => {
    const box = scroller.current!
    stays.current = box.scrollHeight - box.scrollTop - box.clientHeight < near
    setAtEnd(stays.current)
    if (placed.current && box.scrollTop < 400 && query.hasNextPage && !query.isFetching) query.fetchNextPage()
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 400 && query.hasPreviousPage && !query.isFetching) query.fetchPreviousPage()
  }
  const size = virtualizer.getTotalSize()
  // rows that come, or are measured, move the end without a scroll
  useLayoutEffect(() => {
    if (stays.current) scroller.current!.scrollTop = scroller.current!.scrollHeight
    look()
  })
  const toNewest = () => {
    if (from === null) virtualizer.scrollToIndex(messages.length - 1, { align: 'end' })
    else void navigate({ to: '/chat/$channel', params: { channel: channel.id }, search: {} as never })
  }
  return (
    <div style={{ position: 'relative', flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Scroller ref={scroller} onScroll={look} tabIndex={0} role="log" aria-label={t(w.messages, { name })}>
        {/* the newest of a channel lies at the writing box, answers follow what they answer */}
        {thread === null && <div style={{ flex: 1 }} />}
        <div style={{ position: 'relative', height: size, flexShrink: 0 }}>
          {virtualizer.getVirtualItems().map((item) => {
            const message = messages[item.index]
            const before = messages[item.index - 1]
            return (
              <div key={item.key} ref={virtualizer.measureElement} data-index={item.index} style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${item.start}px)` }}>
                <Between before={before} message={message} fresh={thread === null && isFirstUnread(before, message, readSeq.current, channel)} />
                <MessageRow
                  message={message} joined={isJoined(before, message)} channel={channel} marked={message.id === target} open={message.id === openThread} editing={editing === message.id}
                  onEditing={onEditing} onThread={thread === null ? onThread : undefined}
                />
              </div>
            )
          })}
        </div>
      </Scroller>
      {(!atEnd || from !== null) && (
        <div style={{ position: 'absolute', bottom: 10, left: 0, right: 0, display: 'flex', justifyContent: 'center', pointerEvents: 'none' }}>
          <Button size="small" icon={<ArrowDown size={15} />} onClick={toNewest} style={{ pointerEvents: 'auto', boxShadow: v.shadow, backgroundColor: v.paper }}>{t(w.toNewest)}</Button>
        </div>
      )}
    </div>
  )
}

/** At the message that was linked, when it opens; else the end holds by itself. */
function useStart(virtualizer: { scrollToIndex: (index: number, options: { align: 'center' }) => void }, messages: Message[], target: string | undefined, placed: { current: boolean }): void {
  const start = useRef({ virtualizer, at: target ? messages.findIndex((one) => one.id === target) : -1 })
  useEffect(() => {
    const { virtualizer: rows, at } = start.current
    if (at < 0) {
      placed.current = true
      return undefined
    }
    const go = () => rows.scrollToIndex(at, { align: 'center' })
    go()
    // once more when the rows have been measured
    const frame = requestAnimationFrame(() => {
      go()
      // older ones, which move all places, come after that
      placed.current = true
    })
    return () => cancelAnimationFrame(frame)
  }, [placed])
}

const isFirstUnread = (before: Message | undefined, message: Message, read: number, channel: Channel) => channel.unread > 0 && read > 0 && message.seq > read && (before?.seq ?? 0) <= read

const isJoined = (before: Message | undefined, message: Message) => before !== undefined && before.author === message.author && before.bot === message.bot && !before.deletedAt
  && Date.parse(message.createdAt) - Date.parse(before.createdAt) < together && before.createdAt.slice(0, 10) === message.createdAt.slice(0, 10)

function Between({ before, message, fresh }: { before?: Message; message: Message; fresh: boolean }) {
  const t = useText()
  const format = useFormat()
  const day = format.date(message.createdAt, { weekday: true })
  const shown = !before || format.date(before.createdAt, { weekday: true }) !== day
  return (
    <>
      {shown && <Day role="separator"><span>{format.date(new Date()) === format.date(message.createdAt) ? t(w.today) : day}</span></Day>}
      {fresh && <Fresh role="separator"><span>{t(w.fresh)}</span></Fresh>}
    </>
  )
}
