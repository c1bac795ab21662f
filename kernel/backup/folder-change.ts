// Backup room: the data folder's side of a restore: written beside its place first, put there just before the commit,
// put back when that fails.
import { chownSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { explainFile } from '../data-folder.ts'
import { Refusal } from '../refusal.ts'
import { readSection } from './archive.ts'
import { unpackFolder } from './files.ts'
import type { Manifest } from './manifest.ts'
import { filesFolder } from './write-backup.ts'

const SECRET = 'secret'

export class FolderChange {
  private readonly folder: string
  /** What is replaced, in the order in which it was; empty until `swap`. */
  private swapped: string[] = []
  private prepared = false

  constructor(folder: string) {
    this.folder = folder
  }

  hasFiles(): boolean {
    const files = join(this.folder, filesFolder)
    return existsSync(files) && readdirSync(files).length > 0
  }

  /** Unpacks the files and the secret (left out for null) beside their places. */
  async prepare(file: string, { files }: Manifest, secret: string | null): Promise<void> {
    for (const name of [filesFolder, SECRET]) {
      const former = this.path(name, 'former')
      if (existsSync(former)) throw new Refusal(`A restore was cut off here and left ${former}: move it back to its place when the database is the old one, else remove it, and restore again.`)
    }
    try {
      this.prepared = true
      this.clear('restored')
      if (secret !== null) this.own(this.path(SECRET, 'restored'), path => writeFileSync(path, secret, { mode: 0o600 }))
      if (files) await this.unpack(file, files)
    } catch (error) {
      throw explainFile(error, this.folder)
    }
  }

  private async unpack(file: string, files: NonNullable<Manifest['files']>): Promise<void> {
    let passed = { count: 0, bytes: 0 }
    await pipeline(...readSection(file, files), async (chunks: AsyncIterable<Buffer>) => { passed = await unpackFolder(chunks, this.path(filesFolder, 'restored')) })
    if (passed.count !== files.count || passed.bytes !== files.bytes) throw new Refusal(`The backup holds ${passed.count} of ${files.count} files: nothing was restored.`)
    this.own(this.path(filesFolder, 'restored'))
    if (process.getuid?.() !== 0) return
    for await (const { parentPath, name } of await opendir(this.path(filesFolder, 'restored'), { recursive: true })) this.own(join(parentPath, name))
  }

  /** A folder of an ordinary user that root restores into must still serve that user afterwards. */
  private own(path: string, make: (path: string) => void = () => {}): void {
    make(path)
    const { uid, gid } = statSync(this.folder)
    if (process.getuid?.() === 0) chownSync(path, uid, gid)
  }

  /** Files of the workspace that was there go even when the backup has none; its secret stays unless there is another. */
  swap(): void {
    const names = existsSync(this.path(SECRET, 'restored')) ? [filesFolder, SECRET] : [filesFolder]
    for (const name of names) {
      this.swapped.push(name)
      if (existsSync(this.path(name))) renameSync(this.path(name), this.path(name, 'former'))
      if (existsSync(this.path(name, 'restored'))) renameSync(this.path(name, 'restored'), this.path(name))
    }
  }

  /** After the commit. */
  settle(): void {
    this.swapped = []
    this.clear('former')
  }

  /** After a failure; does nothing after `settle`. */
  undo(): void {
    if (this.prepared) this.clear('restored')
    for (const name of this.swapped) {
      rmSync(this.path(name), { recursive: true, force: true })
      if (existsSync(this.path(name, 'former'))) renameSync(this.path(name, 'former'), this.path(name))
    }
    this.swapped = []
  }

  private clear(state: 'restored' | 'former'): void {
    for (const name of [filesFolder, SECRET]) rmSync(this.path(name, state), { recursive: true, force: true })
  }

  private path(name: string, state?: 'restored' | 'former'): string {
    return join(this.folder, state ? `${name}.${state}` : name)
  }
}
