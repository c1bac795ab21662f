// Backup room: the folder of attachments as one stream and back: before each file's bytes a line of JSON with its path
// and size, so that a million small files need no list in memory.
import { createReadStream, mkdirSync } from 'node:fs'
import { open, opendir, type FileHandle } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { codeOf, Refusal } from '../refusal.ts'

interface Entry { path: string, size: number }

/** Files and bytes that have passed. */
export interface Passed { count: number, bytes: number }

/** The files as they are met; one that is removed meanwhile is left out. Counts in `passed`. */
export async function* packFolder(folder: string, passed: Passed): AsyncGenerator<Buffer> {
  for await (const path of walk(folder)) {
    const handle = await openStill(path)
    if (!handle) continue
    try {
      const { size } = await handle.stat()
      const entry: Entry = { path: relative(folder, path).split(sep).join('/'), size }
      yield Buffer.from(`${JSON.stringify(entry)}\n`)
      if (size > 0) yield* readExactly(path, handle, size)
      passed.count++
      passed.bytes += size
    } finally {
      await handle.close()
    }
  }
}

async function* walk(folder: string): AsyncGenerator<string> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (entry.isFile()) yield path
  }
}

async function openStill(path: string): Promise<FileHandle | undefined> {
  return open(path, 'r').catch(error => {
    if (codeOf(error) !== 'ENOENT') throw error
    return undefined
  })
}

/** As many bytes as were announced: what is added meanwhile is another backup's. */
async function* readExactly(path: string, handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  let left = size
  for await (const chunk of createReadStream(path, { fd: handle, autoClose: false, start: 0, end: size - 1 })) {
    left -= (chunk as Buffer).length
    yield chunk as Buffer
  }
  if (left > 0) throw new Refusal(`The file ${path} became shorter while it was saved: make the backup again.`)
}

/** Writes the files under `folder`, which it makes; answers how many came. Nothing is ever written outside it. */
export async function unpackFolder(chunks: AsyncIterable<Buffer>, folder: string): Promise<Passed> {
  const passed = { count: 0, bytes: 0 }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let line: Buffer = Buffer.alloc(0)
  let current: { handle: FileHandle, left: number } | undefined
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) {
        if (!current) {
          const end = chunk.indexOf(10, at)
          line = Buffer.concat([line, chunk.subarray(at, end < 0 ? undefined : end)])
          if (end < 0) break
          at = end + 1
          const entry = JSON.parse(line.toString('utf8')) as Entry
          line = Buffer.alloc(0)
          current = { handle: await openNew(folder, entry.path), left: entry.size }
          passed.count++
        }
        const piece = chunk.subarray(at, at + current.left)
        if (piece.length) await current.handle.writeFile(piece)
        passed.bytes += piece.length
        at += piece.length
        current.left -= piece.length
        if (current.left === 0) {
          await current.handle.close()
          current = undefined
        }
      }
    }
  } finally {
    await current?.handle.close()
  }
  return passed
}

async function openNew(folder: string, path: string): Promise<FileHandle> {
  const target = join(folder, path)
  const inside = relative(folder, target)
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) throw new Refusal(`The backup names a file outside its folder (${path}): it was not made by Hubung. Nothing was changed.`)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  return open(target, 'wx', 0o600)
}
