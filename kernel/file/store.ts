// File room: where the bytes lie. A store keeps streams under keys; the local disk is the first of its kind.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ByteRange } from './range.ts'

export interface Stored {
  /** Bytes. */
  size: number
  /** SHA-256, hexadecimal. */
  digest: string
}

/** Keys are made by this room (`keyOf`) and never by callers. A key is written once or replaced whole; nobody sees half of it. */
export interface FileStore {
  put(key: string, stream: Readable): Promise<Stored>
  /** The whole, or a part of it; undefined when there is nothing under the key. */
  get(key: string, part?: ByteRange): Promise<Readable | undefined>
  /** No error when there is nothing. */
  delete(key: string): Promise<void>
}

/** A file's key; `variant` is a thumbnail's width in pixels. Two letters spread the files over folders. */
export function keyOf(schema: string, id: string, variant?: number): string {
  return `${schema}/${id.slice(-2)}/${id}${variant === undefined ? '' : `.${variant}`}`
}

/** `folder` is made when it is needed, for its owner alone. */
function diskStore(folder: string): FileStore {
  const pathOf = (key: string) => join(folder, key)
  return {
    async put(key, stream) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const half = `${path}.${crypto.randomUUID()}.half`
      const hash = createHash('sha256')
      let size = 0
      const counted = new Transform({ transform(chunk: Buffer, _, done) {
        size += chunk.length
        hash.update(chunk)
        done(null, chunk)
      } })
      try {
        await pipeline(stream, counted, createWriteStream(half, { mode: 0o600, flush: true }))
        await rename(half, path)
      } catch (error) {
        await rm(half, { force: true })
        throw error
      }
      return { size, digest: hash.digest('hex') }
    },
    async get(key, part) {
      const found = await stat(pathOf(key)).catch(() => undefined)
      return found?.isFile() ? createReadStream(pathOf(key), part) : undefined
    },
    async delete(key) {
      await rm(pathOf(key), { force: true })
    },
  }
}

/** The store of this installation. */
export function storeOf({ settings }: { settings: { dataFolder: string } }): FileStore {
  return diskStore(join(settings.dataFolder, 'files'))
}
