// Backup room: the file itself: a head of fixed size, compressed sections one after another, and at the end the
// manifest that says what each section is. Nothing but the manifest is ever held in memory.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, linkSync, renameSync, rmSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { createZstdCompress, createZstdDecompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { codeOf, messageOf, Refusal } from '../refusal.ts'
import type { Manifest } from './manifest.ts'

/** Grows when older programs can no longer read the file. */
const FORMAT = 1
const HEAD = 512

/** Where a section lies in the file, in bytes. */
export interface Section { offset: number, length: number }

/** In the first 512 bytes, as JSON; `sha256` is that of all after them. */
interface Head { hubung: 'backup', format: number, version: string, createdAt: string, size: number, manifest: Section, sha256: string }

export interface NewArchive {
  /** Compresses what comes and adds it at the end. */
  add(source: Readable | AsyncIterable<Buffer>): Promise<Section>
  /** Writes manifest and head, makes all of it durable, and gives the file its name; an existing file is never replaced. */
  finish(manifest: Manifest): Promise<{ size: number }>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** Until it is finished the file has another name beside its own. Refuses an existing file and a place that cannot be written. */
export async function createArchive(file: string, signal?: AbortSignal): Promise<NewArchive> {
  const part = `${file}.${process.pid}.part`
  const handle = await openNew(file, part)
  const hash = createHash('sha256')
  const at = { offset: HEAD }
  return {
    add: source => addSection(handle, hash, at, source, signal).catch(error => { throw explainWriting(error, file) }),
    async finish(manifest) {
      try {
        await seal(handle, hash, at, manifest)
        publish(part, file)
        return { size: at.offset }
      } catch (error) {
        throw explainWriting(error, file)
      }
    },
    async discard() {
      await handle.close().catch(() => {})
      rmSync(part, { force: true })
    },
  }
}

async function openNew(file: string, part: string): Promise<FileHandle> {
  try {
    const there = await open(file, 'r').catch(error => { if (codeOf(error) !== 'ENOENT') throw error })
    await there?.close()
    if (there) throw new Refusal(`The file ${file} is there already: name another one with --to; a backup is never written over a file.`)
    return await openHead(part)
  } catch (error) {
    throw explainWriting(error, file)
  }
}

async function openHead(part: string): Promise<FileHandle> {
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(Buffer.alloc(HEAD, ' '))
    return handle
  } catch (error) {
    await handle.close()
    rmSync(part, { force: true })
    throw error
  }
}

async function addSection(handle: FileHandle, hash: Hash, at: { offset: number }, source: Readable | AsyncIterable<Buffer>, signal?: AbortSignal): Promise<Section> {
  const { offset } = at
  await pipeline(source, createZstdCompress(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk)
      await handle.writeFile(chunk)
      at.offset += chunk.length
    }
  }, { signal })
  return { offset, length: at.offset - offset }
}

async function seal(handle: FileHandle, hash: Hash, at: { offset: number }, manifest: Manifest): Promise<void> {
  const bytes = zstdCompressSync(JSON.stringify(manifest))
  hash.update(bytes)
  await handle.writeFile(bytes)
  const { version, createdAt } = manifest
  const section = { offset: at.offset, length: bytes.length }
  at.offset += bytes.length
  const head: Head = { hubung: 'backup', format: FORMAT, version, createdAt, size: at.offset, manifest: section, sha256: hash.digest('hex') }
  await handle.write(Buffer.from(JSON.stringify(head).padEnd(HEAD - 1) + '\n'), 0, HEAD, 0)
  await handle.sync()
  await handle.close()
}

/** A link never replaces a file that came meanwhile; a disk that knows no links gets a rename. */
function publish(part: string, file: string): void {
  try {
    linkSync(part, file)
    rmSync(part)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error
    renameSync(part, file)
  }
}

function explainWriting(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'EEXIST') return new Refusal(`The file ${file} is there already: name another one with --to; a backup is never written over a file.`)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refusal(`The disk that would hold ${file} is full: free some space or name a file on another disk with --to. No half backup was left.`)
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EFBIG', 'EIO', 'ENAMETOOLONG'].includes(code)) {
    return new Refusal(`The backup cannot be written to ${file} (${messageOf(error)}): name another place with --to.`)
  }
  return error
}

/** Reads all of the file once; refuses one that is no backup, cut off, damaged, or made by a newer format. */
export async function checkArchive(file: string): Promise<Manifest> {
  const head = await readHead(file)
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file, { start: HEAD, highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer)
    if (hash.digest('hex') !== head.sha256) throw new Refusal(`The backup ${file} is damaged: its checksum does not fit. Take another copy of it; nothing was changed.`)
    return JSON.parse(zstdDecompressSync(await readPiece(file, head.manifest)).toString('utf8')) as Manifest
  } catch (error) {
    throw explainReading(error, file)
  }
}

async function readHead(file: string): Promise<Head> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file, 'r')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    const head = parseHead(buffer.toString('utf8', 0, bytesRead))
    if (!head) throw new Refusal(`The file ${file} is no backup of Hubung, or its beginning is damaged; nothing was changed.`)
    if (head.format > FORMAT) throw new Refusal(`The backup ${file} was made by a newer Hubung (${head.version}): restore it with that version. Nothing was changed.`)
    const { size } = await handle.stat()
    if (size !== head.size) throw new Refusal(`The backup ${file} is incomplete: it has ${size} of ${head.size} bytes. Take another copy of it; nothing was changed.`)
    return head
  } catch (error) {
    throw explainReading(error, file)
  } finally {
    await handle?.close()
  }
}

function parseHead(text: string): Head | undefined {
  try {
    const head = JSON.parse(text) as Head
    return head.hubung === 'backup' && Number.isInteger(head.format) && Number.isInteger(head.manifest?.offset) ? head : undefined
  } catch {
    return undefined
  }
}

async function readPiece(file: string, { offset, length }: Section): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const chunk of createReadStream(file, { start: offset, end: offset + length - 1 })) pieces.push(chunk as Buffer)
  return Buffer.concat(pieces)
}

function explainReading(error: unknown, file: string): unknown {
  return codeOf(error).startsWith('E') && !codeOf(error).startsWith('ERR') ? new Refusal(`The backup ${file} cannot be read: ${messageOf(error)}.`) : error
}

/** What a section held before it was compressed, to be given to `pipeline` as its first two streams. */
export function readSection(file: string, { offset, length }: Section): [Readable, ReturnType<typeof createZstdDecompress>] {
  return [createReadStream(file, { start: offset, end: offset + length - 1, highWaterMark: 2 ** 18 }), createZstdDecompress()]
}
