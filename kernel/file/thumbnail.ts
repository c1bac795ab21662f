// File room: small versions of pictures, made when first asked for and kept beside the picture.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../http/errors.ts'
import { turns } from '../job/turns.ts'
import { pictureTypes } from './file-type.ts'
import type { FileRow } from './file.ts'
import { keyOf, type FileStore } from './store.ts'

/** Pixels along the longer side. */
export const thumbnailSizes = [96, 320, 1280] as const
export const THUMBNAIL_TYPE = 'image/webp'

/** A picture of more is not opened: a few kilobytes can unpack to gigabytes. 150 megapixels take about 600 MB at worst. */
const MOST_PIXELS = 150_000_000
/** Seconds for one picture. */
const LONGEST = 30
/** Pictures opened at the same time by one process. */
const inTurn = turns(2)

/** Throws `file.notPicture` and `file.unreadable` (422), `notFound` when the bytes are gone. */
export async function readThumbnail(store: FileStore, schema: string, file: FileRow, size: number): Promise<Readable> {
  if (!pictureTypes.has(file.type)) throw new Problem('file.notPicture')
  const key = keyOf(schema, file.id, size)
  const kept = await store.get(key)
  if (kept) return kept
  const made = await inTurn(() => makeThumbnail(store, keyOf(schema, file.id), size))
  await store.put(key, Readable.from([made]))
  return Readable.from([made])
}

async function makeThumbnail(store: FileStore, key: string, size: number): Promise<Buffer> {
  const original = await store.get(key)
  if (!original) throw new Problem('notFound')
  // the library is loaded by whoever needs it first: most processes never do
  const { default: sharp } = await import('sharp')
  const work = sharp({ limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true }).timeout({ seconds: LONGEST })
    .rotate().resize(size, size, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 78 })
  try {
    const [, made] = await Promise.all([pipeline(original, work as unknown as NodeJS.WritableStream), work.toBuffer()])
    return made
  } catch {
    throw new Problem('file.unreadable')
  } finally {
    original.destroy()
  }
}
