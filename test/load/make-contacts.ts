// Load: writes a CSV of contacts of our own making: `node test/load/make-contacts.ts 1000000 contacts.csv`.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { contactLines } from './data.ts'

const [rows, path] = process.argv.slice(2)
if (!/^\d+$/.test(rows ?? '') || !path) {
  console.error('Usage: node test/load/make-contacts.ts <rows> <file>')
  process.exitCode = 2
} else {
  await pipeline(Readable.from(contactLines(Number(rows))), createWriteStream(path))
}
