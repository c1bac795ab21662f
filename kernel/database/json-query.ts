// Database room: a statement whose rows become the text of a JSON array while they arrive.
import utils from 'pg/lib/utils.js'
import type { Connection, DataRow } from './client.ts'
import { encoderOf, JsonWriter, type Encoder } from './json-writer.ts'

export interface JsonStatement {
  text: string
  values: unknown[]
  /** Prepared under this name. */
  name?: string
}

export interface JsonShape {
  /** The names of a row's first values, in order: jsonKeys(). */
  keys: Buffer[]
  /** Rows that are written; what comes after them is only counted. */
  most: number
}

export interface JsonRows {
  /** `[{…},{…}]` */
  json: string
  /** All rows, also those that were not written. */
  count: number
  /** What the last row that was written holds behind its named values, as text. */
  rest: (string | null)[]
}

/** The keys of an object as the bytes that stand before its values: `{"id":`, `,"name":`. */
export function jsonKeys(names: string[]): Buffer[] {
  return names.map((name, at) => Buffer.from(`${at ? ',' : '{'}${JSON.stringify(name)}:`))
}

const COMMA = Buffer.from(',')
const END = Buffer.from('}')

/** The columns' types of the statements that a connection has prepared: they need not be described again. */
const described = new WeakMap<Connection, Map<string, Encoder[]>>()

/** For `query` of a Client (client.ts); `done` settles when the answer is complete. */
export class JsonQuery {
  readonly name: string | undefined
  readonly text: string
  readonly done: Promise<JsonRows>
  private readonly values: unknown[]
  private readonly shape: JsonShape
  private readonly writer: JsonWriter
  private encoders: Encoder[] | undefined
  private known: Map<string, Encoder[]> | undefined
  private count = 0
  private rest: (string | null)[] = []
  private resolve!: (rows: JsonRows) => void
  private reject!: (error: Error) => void

  constructor({ name, text, values }: JsonStatement, shape: JsonShape) {
    this.name = name
    this.text = text
    this.values = values
    this.shape = shape
    this.writer = new JsonWriter()
    this.writer.write(Buffer.from('['))
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  submit(connection: Connection): void {
    const { name = '', text, values } = this
    this.known = described.get(connection)
    if (!this.known) described.set(connection, this.known = new Map())
    this.encoders = name ? this.known.get(name) : undefined
    connection.stream.cork()
    try {
      if (!name || !(connection.parsedStatements[name] ?? connection.submittedNamedStatements[name])) {
        connection.parse({ name, text, types: [] }, true)
        if (name) connection.submittedNamedStatements[name] = text
      }
      connection.bind({ statement: name, values, valueMapper: utils.prepareValue } as never, true)
      if (!this.encoders) connection.describe({ type: 'P', name: '' }, true)
      connection.execute({}, true)
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
  }

  handleRowDescription({ fields }: { fields: { dataTypeID: number }[] }): void {
    this.encoders = fields.map(field => encoderOf(field.dataTypeID))
    if (this.name) this.known!.set(this.name, this.encoders)
  }

  handleDataRow({ bytes, start }: DataRow): void {
    const { writer, shape: { keys, most } } = this
    if (this.count++ >= most) return
    const encoders = this.encoders!
    if (this.count > 1) writer.write(COMMA)
    let at = start + 2
    for (let index = 0; index < keys.length; index++) {
      const length = bytes.readInt32BE(at)
      at += 4
      writer.write(keys[index])
      if (length < 0) writer.writeNull()
      else writer.writeValue(bytes, at, at += length, encoders[index])
    }
    writer.write(END)
    if (this.count === most) this.rest = this.restOf(bytes, at, encoders.length - keys.length)
  }

  private restOf(bytes: Buffer, from: number, count: number): (string | null)[] {
    let at = from
    return Array.from({ length: count }, () => {
      const length = bytes.readInt32BE(at)
      at += 4
      return length < 0 ? null : bytes.toString('utf8', at, at += length)
    })
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.writer.end()
    Error.captureStackTrace(error)
    this.reject(error)
  }

  handleReadyForQuery(): void {
    this.writer.write(Buffer.from(']'))
    this.resolve({ json: this.writer.end(), count: this.count, rest: this.rest })
  }
}
