// File room: what a file is, by its content. The name's ending counts only where every text looks alike.
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { fileTypeFromStream } from 'file-type'
import type { FileStore } from './store.ts'

/** Bytes that are looked at to tell text from the rest. */
const SAMPLE = 4096
const UNKNOWN = 'application/octet-stream'

/** Pictures that the thumbnails' library reads and every browser shows or gets as a thumbnail. */
export const pictureTypes = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/tiff'])

/** What a browser may show by itself: nothing that can hold a script of our own origin. */
const inlineTypes = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'application/pdf', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav', 'video/mp4', 'video/webm'])

export const showsInline = (type: string): boolean => inlineTypes.has(type)

const textTypes: Record<string, string> = { '.csv': 'text/csv', '.tsv': 'text/tab-separated-values', '.md': 'text/markdown', '.json': 'application/json', '.ics': 'text/calendar', '.vcf': 'text/vcard' }

/** The media type of what lies under a key; `name` is the cleaned one. */
export async function detectType(store: FileStore, key: string, name: string): Promise<string> {
  const found = await read(store, key, async stream => fileTypeFromStream(Readable.toWeb(stream) as never))
  if (found && found.mime !== 'application/xml') return found.mime
  const start = await read(store, key, firstBytes)
  if (!start || !isText(start)) return UNKNOWN
  return textTypes[extname(name).toLowerCase()] ?? 'text/plain'
}

async function read<T>(store: FileStore, key: string, work: (stream: Readable) => Promise<T>): Promise<T | undefined> {
  const stream = await store.get(key)
  if (!stream) return undefined
  try {
    return await work(stream)
  } catch {
    // a broken file is of no known type
    return undefined
  } finally {
    stream.destroy()
  }
}

async function firstBytes(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    parts.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size >= SAMPLE) break
  }
  return Buffer.concat(parts).subarray(0, SAMPLE)
}

/** UTF-8 without NUL; a letter may be cut at the sample's end. */
function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
