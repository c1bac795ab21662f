// Database room: node-postgres' client with rows that stay bytes until somebody asks for their values. A list that goes
// out as JSON never makes a string, let alone an object, of each of its values (json-query.ts).
import type { Duplex } from 'node:stream'
import pg from 'pg'
import { parse } from 'pg-protocol'

const DATA_ROW = 0x44
/** A message: one byte of code, four of length, which counts itself. */
const HEADER = 5

/** A row as it came; `fields` are its values as text, as node-postgres knows them. */
export class DataRow {
  readonly name = 'dataRow'
  readonly bytes: Buffer
  /** Where the number of values stands in `bytes`. They are read before the next chunk comes, or not at all. */
  readonly start: number

  constructor(bytes: Buffer, start: number) {
    this.bytes = bytes
    this.start = start
  }

  get fields(): (string | null)[] {
    const { bytes } = this
    const values: (string | null)[] = []
    let at = this.start + 2
    for (let left = bytes.readInt16BE(this.start); left > 0; left--) {
      const length = bytes.readInt32BE(at)
      at += 4
      values.push(length < 0 ? null : bytes.toString('utf8', at, at += length))
    }
    return values
  }
}

/** What node-postgres' connection is beyond its published types. */
export interface Connection extends pg.Connection {
  stream: Duplex
  attachListeners(stream: Duplex): void
  parsedStatements: Record<string, string>
  submittedNamedStatements: Record<string, string>
}

declare module 'pg' {
  interface ClientConfig { pipeline?: boolean }
}

/** A server that takes a connection and says nothing, or a network that swallows it, is given up after this long. */
export const CONNECT_MS = 30_000

export class Client extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ connectionTimeoutMillis: CONNECT_MS, ...config })
    const connection = this.connection as Connection
    connection.attachListeners = stream => readMessages(stream, message => connection.emit(message.name === 'error' ? 'errorMessage' : message.name, message))
  }
}

function readMessages(stream: Duplex, take: (message: { name: string }) => void): void {
  let chunks: Buffer[] = []
  let size = 0
  let needed = HEADER
  const parseOthers = protocolParser(take)
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    // a message that is still on its way is put together once, when all of it is there
    if (size < needed) return
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    let at = 0
    let others = 0
    needed = HEADER
    while (at + HEADER <= size) {
      const end = at + 1 + bytes.readUInt32BE(at + 1)
      if (end > size) {
        needed = end - at
        break
      }
      if (bytes[at] === DATA_ROW) {
        if (others < at) parseOthers(bytes.subarray(others, at))
        take(new DataRow(bytes, at + HEADER))
        others = end
      }
      at = end
    }
    if (others < at) parseOthers(bytes.subarray(others, at))
    chunks = at === size ? [] : [bytes.subarray(at)]
    size -= at
  })
}

/** The parser of pg-protocol, which wants a stream, fed with whole messages. */
function protocolParser(take: (message: { name: string }) => void): (messages: Buffer) => void {
  let feed: (messages: Buffer) => void
  const source = { on: (event: string, listener: (messages: Buffer) => void) => { if (event === 'data') feed = listener } }
  void parse(source as unknown as NodeJS.ReadableStream, take as Parameters<typeof parse>[1])
  return messages => feed(messages)
}
