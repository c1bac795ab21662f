// Database room: JSON text written from PostgreSQL's own text of values, byte by byte, as `to_json` would print them.
// Its own JSON functions look up the type of each column for each row again, which costs more than reading the rows.
import pg from 'pg'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const NULL = Buffer.from('null')
const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')
/** The most bytes that one byte becomes: \u001f. */
const WIDEST = 6

/** How the text of a type becomes JSON. */
type Kind = 'text' | 'plain' | 'number' | 'boolean' | 'instant' | 'json' | 'list'

const kinds = new Map<number, Kind>([
  [16, 'boolean'],
  ...[20, 21, 23, 26, 700, 701, 1700].map(oid => [oid, 'number'] as const),
  ...[114, 3802].map(oid => [oid, 'json'] as const),
  // dates, times of day and uuids hold nothing to escape
  ...[1082, 1083, 2950].map(oid => [oid, 'plain'] as const),
  [1184, 'instant'],
])

export interface Encoder { kind: Kind, parseList?: (text: string) => unknown }

const encoders = new Map<number, Encoder>()

/** By the oid of the type. */
export function encoderOf(oid: number): Encoder {
  let encoder = encoders.get(oid)
  if (!encoder) encoders.set(oid, encoder = makeEncoder(oid))
  return encoder
}

function makeEncoder(oid: number): Encoder {
  const parseList = pg.types.getTypeParser(oid, 'text') as (text: string) => unknown
  return kinds.has(oid) ? { kind: kinds.get(oid)! } : Array.isArray(parseList('{}')) ? { kind: 'list', parseList } : { kind: 'text' }
}

/** Buffers that are written again and again: one for each page would keep the garbage collector busy. */
const spare: Buffer[] = []
const MOST_SPARE = 64
const FIRST_SIZE = 64 * 1024
const LARGEST_SPARE = 256 * 1024
const nothing = Buffer.alloc(0)

export class JsonWriter {
  private bytes = spare.pop() ?? Buffer.allocUnsafe(FIRST_SIZE)
  private length = 0

  /** Bytes as they are. */
  write(text: Uint8Array): void {
    this.makeRoom(text.length)
    const { bytes } = this
    let { length } = this
    for (let at = 0; at < text.length; at++) bytes[length++] = text[at]
    this.length = length
  }

  /** A value from its text at `from` to `to`; `null` has no place and is written by `writeNull`. */
  writeValue(source: Buffer, from: number, to: number, encoder: Encoder): void {
    this.makeRoom((to - from) * WIDEST + 16)
    if (encoder.kind === 'text') this.writeText(source, from, to)
    else if (encoder.kind === 'boolean') this.write(source[from] === 0x74 ? TRUE : FALSE)
    else if (encoder.kind === 'instant') this.writeInstant(source, from, to)
    else if (encoder.kind === 'list') this.write(Buffer.from(JSON.stringify(encoder.parseList!(source.toString('utf8', from, to)))))
    // NaN and the infinities are no numbers in JSON
    else if (encoder.kind === 'plain' || (encoder.kind === 'number' && source[to - 1] > 0x39)) this.writeQuoted(source, from, to)
    else this.copy(source, from, to)
  }

  writeNull(): void {
    this.write(NULL)
  }

  private copy(source: Buffer, from: number, to: number): void {
    const { bytes } = this
    let { length } = this
    for (let at = from; at < to; at++) bytes[length++] = source[at]
    this.length = length
  }

  private writeQuoted(source: Buffer, from: number, to: number): void {
    this.bytes[this.length++] = QUOTE
    this.copy(source, from, to)
    this.bytes[this.length++] = QUOTE
  }

  private writeText(source: Buffer, from: number, to: number): void {
    const { bytes } = this
    let { length } = this
    bytes[length++] = QUOTE
    for (let at = from; at < to; at++) {
      const byte = source[at]
      if (byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH) bytes[length++] = byte
      else length += bytes.write(JSON.stringify(String.fromCharCode(byte)).slice(1, -1), length, 'latin1')
    }
    bytes[length++] = QUOTE
    this.length = length
  }

  /** Sessions print instants in UTC: "2026-11-21 09:30:00.5+00" is written "2026-11-21T09:30:00.5+00:00". */
  private writeInstant(source: Buffer, from: number, to: number): void {
    const place = this.length
    this.writeQuoted(source, from, to)
    if (source[from + 10] !== 0x20) return
    this.bytes[place + 11] = 0x54
    this.length += this.bytes.write(':00"', this.length - 1, 'latin1') - 1
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
  }

  /** What was written. Nothing more can be. */
  end(): string {
    const text = this.bytes.toString('utf8', 0, this.length)
    if (spare.length < MOST_SPARE && this.bytes.length >= FIRST_SIZE && this.bytes.length <= LARGEST_SPARE) spare.push(this.bytes)
    this.bytes = nothing
    this.length = 0
    return text
  }
}
