// Where the databases of a test run lie: each test's is a thousand small files, made and taken away.
import { existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const MEMORY = '/dev/shm'
/** Bytes; more than a run's databases ever take at once. */
const ROOM = 4 * 2 ** 30

/** Where a run may have left something. */
export const folders = [tmpdir(), ...existsSync(MEMORY) ? [MEMORY] : []]

/** In memory where there is room, which takes a quarter off the run; else the folder for temporary files. */
export function quickFolder(): string {
  return folders.find(folder => folder === MEMORY && roomIn(folder) >= ROOM) ?? tmpdir()
}

/** Bytes. */
function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
