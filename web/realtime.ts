// One WebSocket to /api/v1/realtime: subscribes to the topics that screens listen to, resumes after the last cursor seen,
// and comes back with growing pauses when the line breaks.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { currentWorkspace, queryClient } from './api.ts'

export type RecordEvent = {
  object: string; id: string; kind: 'created' | 'updated' | 'deleted' | 'restored' | 'read'
  version: number; actor: string | null; way: string; at: string; changed?: string[]
}
export type Notification = {
  id: string; title: string; body: string | null; link: string | null; readAt: string | null; createdAt: string
  object: string | null; record: string | null
}
export type RealtimeMessage =
  | { type: 'ready'; cursor: string; reset?: true }
  | { type: 'event'; cursor: string; topic: string; event: RecordEvent }
  | { type: 'notification'; cursor: string; notification: Notification }
  | { type: 'presence'; topic: string; members: string[] }
type Listener = (message: RealtimeMessage) => void
export type LineState = 'idle' | 'open' | 'broken'

const listeners = new Map<string, Set<Listener>>()
const watchers = new Set<() => void>()
let socket: WebSocket | null = null
let cursor: string | null = null
let failures = 0
let state: LineState = 'idle'
let retry: ReturnType<typeof setTimeout> | undefined
let pending = false

function setState(next: LineState): void {
  state = next
  watchers.forEach((watch) => watch())
}

function open(): void {
  clearTimeout(retry)
  const address = new URL('/api/v1/realtime', location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const workspace = currentWorkspace()
  if (workspace) address.searchParams.set('workspace', workspace)
  const line = new WebSocket(address)
  socket = line
  line.onopen = () => {
    failures = 0
    setState('open')
    subscribe()
  }
  line.onmessage = (message) => receive(JSON.parse(String(message.data)) as RealtimeMessage)
  line.onclose = (closing) => {
    if (socket !== line) return
    socket = null
    if (!listeners.size) return setState('idle')
    // 4401 and 1008: the session was revoked; asking for it again lets the shell show the sign-in.
    if (closing.code === 4401 || closing.code === 1008) void queryClient.invalidateQueries({ queryKey: ['session'] })
    failures += 1
    setState('broken')
    retry = setTimeout(open, Math.min(30_000, 500 * 2 ** Math.min(failures, 6)) * (0.7 + Math.random() * 0.6))
  }
}

/** Sends the whole set of topics, once for all that were added in this turn. */
function subscribe(): void {
  if (pending) return
  pending = true
  queueMicrotask(() => {
    pending = false
    if (socket?.readyState !== WebSocket.OPEN) return
    socket.send(JSON.stringify({ type: 'subscribe', topics: [...listeners.keys()], after: cursor }))
  })
}

function receive(message: RealtimeMessage): void {
  if ('cursor' in message) cursor = message.cursor
  if (message.type === 'ready') {
    // Something was missed beyond what the server could replay: read anew what is shown.
    if (message.reset) void queryClient.invalidateQueries()
    return
  }
  const topic = message.type === 'notification' ? 'notifications' : message.topic
  listeners.get(topic)?.forEach((listen) => listen(message))
}

function listen(topic: string, listener: Listener): () => void {
  const known = listeners.get(topic) ?? new Set()
  known.add(listener)
  listeners.set(topic, known)
  if (known.size === 1) {
    if (socket) subscribe()
    else open()
  }
  return () => {
    known.delete(listener)
    if (known.size) return
    listeners.delete(topic)
    subscribe()
  }
}

/** Hangs up and forgets the cursor: at sign-out and when the workspace changes. */
export function closeRealtime(): void {
  clearTimeout(retry)
  const line = socket
  socket = null
  cursor = null
  failures = 0
  line?.close()
  setState('idle')
  if (listeners.size && line) open()
}

/** Calls `fn` for each message of a topic: `records:deal`, `record:deal:<id>`, `presence:deal:<id>`, `notifications`. Null listens to nothing. */
export function useRealtime(topic: string | null, fn: Listener): void {
  const latest = useRef(fn)
  latest.current = fn
  useEffect(() => (topic ? listen(topic, (message) => latest.current(message)) : undefined), [topic])
}

/** `broken` while the line is down and coming back. */
export function useLineState(): LineState {
  return useSyncExternalStore((watch) => {
    watchers.add(watch)
    return () => void watchers.delete(watch)
  }, () => state)
}
