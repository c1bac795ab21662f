// The chat's screens: what the server sends, and how pages of messages are kept: newest first, as they come.
import { infiniteQueryOptions, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { api, type Answer, type Row } from '../../../web/api.ts'

export type Channel = Row<'GET /chat/channels'>
/** `sending`, `failed`: it is only here so far. */
export type Message = Row<'GET /chat/channels/{id}/messages'> & { sending?: boolean; failed?: boolean }
export type Unread = Answer<'GET /chat/unread'>
export type MessagePage = { data: Message[]; page: { next: string | null } }
export type MessagePages = InfiniteData<MessagePage, Turn>
/** Where a page lies: before a place, or after one. */
export type Turn = { before?: number; after?: number }

const PAGE = 50

export const chatKeys = {
  channels: ['chat', 'channels'] as const,
  channel: (id: string) => ['chat', 'channel', id] as const,
  unread: ['chat', 'unread'] as const,
  members: (channel: string) => ['chat', 'members', channel] as const,
  /** All lists of a channel, also its threads. */
  messages: (channel: string) => ['chat', 'messages', channel] as const,
  outside: (channel: string) => ['chat', 'outside', channel] as const,
}

export const unreadQuery = queryOptions({ queryKey: chatKeys.unread, staleTime: 60_000, queryFn: ({ signal }) => api.get('/chat/unread', { signal }) })

export const channelsQuery = (all = false) => queryOptions({
  queryKey: [...chatKeys.channels, all], staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get('/chat/channels', { query: { limit: 500, all: all ? 'true' : undefined }, signal })).data,
})

export const channelQuery = (id: string) => queryOptions({ queryKey: chatKeys.channel(id), staleTime: 60_000, queryFn: ({ signal }) => api.get('/chat/channels/{id}', { path: { id }, signal }) })

/** `from`: the list is opened around this place, not at its end. */
export const messagesQuery = (channel: string, thread: string | null, from: number | null) => infiniteQueryOptions({
  queryKey: [...chatKeys.messages(channel), thread, from] as const,
  staleTime: Infinity,
  initialPageParam: (from === null ? {} : { before: from + PAGE / 2 }) as Turn,
  queryFn: ({ pageParam, signal }): Promise<MessagePage> => api.get('/chat/channels/{id}/messages', { path: { id: channel }, query: { ...pageParam, thread: thread ?? undefined, limit: PAGE }, signal }),
  getNextPageParam: (page: MessagePage) => (page.page.next === null || !page.data.length ? undefined : { before: page.data.at(-1)!.seq }),
  getPreviousPageParam: (page: MessagePage) => (from === null || page.data.length < PAGE / 2 ? undefined : { after: page.data[0].seq }),
})

/** Changes one message wherever it is shown. */
export function changeMessage(client: QueryClient, channel: string, id: string, change: (now: Message) => Message | null): void {
  client.setQueriesData<MessagePages>({ queryKey: chatKeys.messages(channel) }, (now) => now && {
    ...now, pages: now.pages.map((page) => (page.data.some((one) => one.id === id) ? { ...page, data: page.data.flatMap((one) => (one.id === id ? change(one) ?? [] : one)) } : page)),
  })
}

/** Puts messages on top of the newest page, each once. */
export function addMessages(client: QueryClient, channel: string, thread: string | null, fresh: Message[]): void {
  client.setQueryData<MessagePages>([...chatKeys.messages(channel), thread, null], (now) => {
    if (!now) return now
    const [first, ...rest] = now.pages
    const known = new Set(fresh.map((one) => one.id))
    const data = [...fresh, ...first.data.filter((one) => !known.has(one.id))].toSorted((one, other) => Number(other.sending ?? 0) - Number(one.sending ?? 0) || other.seq - one.seq)
    return { ...now, pages: [{ ...first, data }, ...rest] }
  })
}

/** What came after the newest message that is here. */
export async function fetchNewer(client: QueryClient, channel: string, thread: string | null): Promise<void> {
  const pages = client.getQueryData<MessagePages>([...chatKeys.messages(channel), thread, null])
  if (!pages) return
  const last = pages.pages[0].data.find((one) => !one.sending && !one.failed)?.seq ?? 0
  const { data, page } = await api.get('/chat/channels/{id}/messages', { path: { id: channel }, query: { after: last, thread: thread ?? undefined, limit: 200 } })
  // too much was missed to be put on top
  if (page.next !== null) return void client.resetQueries({ queryKey: [...chatKeys.messages(channel), thread, null] })
  addMessages(client, channel, thread, data)
}

export async function renewMessage(client: QueryClient, channel: string, id: string): Promise<void> {
  const shown = client.getQueriesData<MessagePages>({ queryKey: chatKeys.messages(channel) }).some(([, pages]) => pages?.pages.some((page) => page.data.some((one) => one.id === id)))
  if (!shown) return
  const fresh = await api.get('/chat/messages/{id}', { path: { id } })
  changeMessage(client, channel, id, () => fresh)
}

/** Under what a message is found again: an answer opens its thread. */
export const messagePath = ({ id, channel, thread }: Pick<Message, 'id' | 'channel' | 'thread'>): string => `/chat/${channel}?message=${thread ?? id}${thread ? `&thread=${thread}` : ''}`
