// Tests: a realtime line as a browser or a program opens it.
import { WebSocket } from 'ws'
import { onTestFinished } from 'vitest'

export interface RealtimeLine {
  messages: any[]
  /** Resolves with the first message, past or to come, for which `is` holds; each is given once. */
  next(is: (message: any) => boolean): Promise<any>
  subscribe(topics: string[], after?: string | null): Promise<any>
  send(text: string): void
  /** Whether it has been answered. */
  readonly open: boolean
  /** The close code, once it is closed. */
  closed: Promise<number>
  close(): void
}

export function openLine(url: string, options: { headers?: Record<string, string>, query?: string } = {}): RealtimeLine {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/realtime${options.query ?? ''}`, { headers: options.headers })
  const messages: any[] = []
  const waiting: { is(message: any): boolean, resolve(message: any): void }[] = []
  const opened = new Promise<void>(resolve => socket.once('open', () => resolve()))
  const closed = new Promise<number>(resolve => {
    socket.once('close', resolve)
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
  socket.on('message', data => {
    const message = JSON.parse(String(data))
    const at = waiting.findIndex(each => each.is(message))
    if (at < 0) messages.push(message)
    else waiting.splice(at, 1)[0].resolve(message)
  })
  const next = (is: (message: any) => boolean) => {
    const at = messages.findIndex(is)
    if (at >= 0) return Promise.resolve(messages.splice(at, 1)[0])
    return new Promise<any>(resolve => waiting.push({ is, resolve }))
  }
  onTestFinished(() => socket.terminate())
  return {
    get open() { return socket.readyState === socket.OPEN },
    messages, next, closed, send: text => socket.send(text), close: () => socket.close(),
    async subscribe(topics, after = null) {
      await opened
      socket.send(JSON.stringify({ type: 'subscribe', topics, after }))
      return next(message => message.type === 'ready')
    },
  }
}
