// Preparing: where the clone is, and the way to stop with one sentence.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const modules = join(root, 'node_modules')

/** An error whose sentence alone is printed. */
export function refusal(sentence) {
  return Object.assign(new Error(sentence), { sentence })
}

/** Why a file cannot be written, as a sentence; other errors as they are. */
export function explain(error) {
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
    return refusal(`Hubung must unpack its packages into ${root} once and may not write there: run npm start once as the user who owns the folder, or clone it into a folder of your own.`)
  }
  if (error.code === 'ENOSPC') return refusal(`The disk that holds ${root} is full: free some space (about 1 GB) and start again.`)
  return error
}
