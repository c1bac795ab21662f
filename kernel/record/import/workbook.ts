// A workbook (XLSX, ECMA-376) as CSV, so that everything after it knows one kind of file: one sheet, row by row, as people
// see it: dates as dates, percentages as such, of a formula what it last came to. Never held in memory as a whole.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { Problem, type Parameters } from '../../http/errors.ts'
import { cellText, readStyles, unescaped, type Look } from './workbook-cell.ts'
import { readXml, type XmlPart } from './workbook-xml.ts'

/** Bytes, unpacked: of a sheet, of the texts that cells share, of any other part; and how much smaller than that a packed part may be. */
const LARGEST = { sheet: 2 * 1024 ** 3, texts: 256 * 1024 ** 2, other: 16 * 1024 ** 2 }
const MOST_PACKED = 150
const MOST_ENTRIES = 10_000
const MOST_COLUMNS = 5000
/** Bytes that any workbook may become as CSV, and how many times its own size a larger one may: one text stands in many cells, one cell far to the right. */
const LARGEST_CSV = { any: 64 * 1024 ** 2, times: 500, all: 2 * 1024 ** 3 }
/** Characters of one row, as in any file (`CsvReader`). */
const LONGEST_ROW = 1_000_000
/** Characters that are handed on at a time. */
const AT_A_TIME = 64 * 1024

export function isWorkbook(head: Buffer): boolean {
  return head.subarray(0, 4).toString('hex') === '504b0304'
}

/** The sheets that a workbook shows, and the one that is read. */
export interface FoundSheets { sheets: string[], sheet: string }

export interface SheetChoice {
  /** By name; default the first that holds anything. */
  sheet?: string
  /** Told before the first row. */
  found?: (found: FoundSheets) => void
}

/** A sheet as CSV with commas. Throws Problem for what is no workbook, or grows too large. */
export async function* workbookToCsv(bytes: AsyncIterable<Buffer>, choice: SheetChoice): AsyncGenerator<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'hubung-workbook-'))
  try {
    // the list of a ZIP's parts stands at its end
    const path = join(folder, 'file')
    await pipeline(bytes, createWriteStream(path))
    yield* readWorkbook(path, choice)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* readWorkbook(path: string, { sheet: wanted, found }: SheetChoice): AsyncGenerator<Buffer> {
  const zip = await openPromise(path, { autoClose: false }).catch(() => refuse('import.workbook', { reason: 'ZIP' }))
  try {
    const book: Book = { zip, entries: await readEntries(zip) }
    const sheets = await readSheets(book)
    const sheet = wanted === undefined ? await firstFilled(book, sheets) : named(sheets, wanted)
    found?.({ sheets: sheets.filter(each => !each.hidden).map(each => each.name), sheet: sheet.name })
    if (!book.entries.has(sheet.path)) refuse('import.workbook', { reason: sheet.name })
    yield* readSheet(book, sheet.path, await readLook(book))
  } finally {
    zip.close()
  }
}

interface Book { zip: ZipFile, entries: Map<string, Entry> }

export function refuse(code: string, parameters: Parameters = {}): never {
  throw new Problem('invalid', { faults: [{ path: 'file', code, parameters }] })
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= MOST_ENTRIES) refuse('import.tooLarge')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    refuse('import.workbook', { reason: 'ZIP' })
  }
  return entries
}

/** A part's elements; a part that is not there has none. What a part claims to be unpacked is what it is: yauzl sees to it. */
async function* partOf({ zip, entries }: Book, path: string, largest: number): AsyncGenerator<XmlPart> {
  const entry = entries.get(path)
  if (!entry) return
  if (entry.uncompressedSize > largest || (entry.uncompressedSize > 1024 ** 2 && entry.uncompressedSize > entry.compressedSize * MOST_PACKED)) refuse('import.tooLarge')
  try {
    yield* readXml(await zip.openReadStreamPromise(entry))
  } catch (error) {
    if (error instanceof Problem) throw error
    refuse('import.workbook', { reason: path })
  }
}

interface Sheet { name: string, path: string, hidden: boolean }

/** Sheets of rows, in the workbook's order; those of charts hold none. */
async function readSheets(book: Book): Promise<Sheet[]> {
  const places = new Map<string, string>()
  for await (const part of partOf(book, 'xl/_rels/workbook.xml.rels', LARGEST.other)) {
    if (part.kind !== 'open' || part.name !== 'Relationship' || part.attributes.Type?.endsWith('/chartsheet')) continue
    const target = part.attributes.Target ?? ''
    places.set(part.attributes.Id ?? '', target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join('xl', target)))
  }
  const sheets: Sheet[] = []
  for await (const part of partOf(book, 'xl/workbook.xml', LARGEST.other)) {
    if (part.kind !== 'open' || part.name !== 'sheet') continue
    const path = places.get(part.attributes.id ?? '')
    if (path !== undefined) sheets.push({ name: part.attributes.name ?? '', path, hidden: /hidden$/i.test(part.attributes.state ?? '') })
  }
  if (sheets.length === 0) refuse('import.workbook', { reason: 'xl/workbook.xml' })
  return sheets
}

function named(sheets: Sheet[], wanted: string): Sheet {
  const folded = (name: string) => name.trim().toLowerCase()
  const sheet = sheets.find(each => folded(each.name) === folded(wanted))
  if (!sheet) throw new Problem('invalid', { faults: [{ path: 'options.sheet', code: 'import.sheetUnknown', parameters: { sheets: sheets.map(each => each.name).join(', ').slice(0, 500) } }] })
  return sheet
}

/** The first sheet in sight with anything in it: an empty one stands in front by accident. */
async function firstFilled(book: Book, sheets: Sheet[]): Promise<Sheet> {
  const shown = sheets.filter(sheet => !sheet.hidden)
  for (const sheet of shown) {
    for await (const part of partOf(book, sheet.path, LARGEST.sheet)) if (part.kind === 'text' && (part.within === 'v' || part.within === 't') && part.text.trim() !== '') return sheet
  }
  return shown[0] ?? sheets[0]
}

async function readLook(book: Book): Promise<Look> {
  const texts: string[] = []
  let text: string | null = null
  let phonetic = false
  for await (const part of partOf(book, 'xl/sharedStrings.xml', LARGEST.texts)) {
    if (part.kind === 'text') text = text !== null && !phonetic && part.within === 't' ? text + part.text : text
    else if (part.name === 'rPh') phonetic = part.kind === 'open'
    else if (part.name === 'si' && part.kind === 'open') text = ''
    else if (part.name === 'si') texts.push(unescaped(text ?? ''))
  }
  let date1904 = false
  for await (const part of partOf(book, 'xl/workbook.xml', LARGEST.other)) if (part.kind === 'open' && part.name === 'workbookPr') date1904 = /^(1|true)$/.test(part.attributes.date1904 ?? '')
  return { texts, date1904, styles: await readStyles(partOf(book, 'xl/styles.xml', LARGEST.other)) }
}

/** `formula`: one that no value has been read of yet; a program that does not calculate writes it alone. */
interface OpenCell { column: number, type: string, style: number, text: string, formula?: string }

/** Rows stand on the lines that they have in the sheet, so that a fault's line leads there. */
async function* readSheet(book: Book, path: string, look: Look): AsyncGenerator<Buffer> {
  let csv = ''
  let line = 0
  let cells: string[] = []
  let size = 0
  let cell: OpenCell | undefined
  let phonetic = false
  let room = Math.min(Math.max(LARGEST_CSV.any, book.zip.fileSize * LARGEST_CSV.times), LARGEST_CSV.all)
  for await (const part of partOf(book, path, LARGEST.sheet)) {
    if (part.kind === 'text') {
      if (cell && !phonetic && (part.within === 'v' || part.within === 't')) cell.text += part.text
      if (cell?.formula !== undefined && part.within === 'f') cell.formula += part.text
    } else if (part.name === 'rPh') phonetic = part.kind === 'open'
    else if (part.name === 'f' && part.kind === 'open' && cell?.text === '') cell.formula = ''
    else if (part.name === 'v' && part.kind === 'open' && cell) delete cell.formula
    else if (part.name === 'row' && part.kind === 'open') {
      const number = Math.min(Number(part.attributes.r) || line + 1, 1_048_576)
      for (line++; line < number; line++) csv += '\n'
      cells = []
      size = 0
    } else if (part.name === 'row') {
      csv += `${cells.map(quoted).join(',')}\n`
      if (csv.length <= AT_A_TIME) continue
      if ((room -= csv.length) < 0) refuse('import.tooLarge')
      yield Buffer.from(csv)
      csv = ''
    } else if (part.name === 'c' && part.kind === 'open') {
      cell = { column: columnOf(part.attributes.r) ?? cells.length, type: part.attributes.t ?? 'n', style: Number(part.attributes.s ?? 0), text: '' }
    } else if (part.name === 'c' && cell) {
      size += place(cells, cell, look)
      if (size > LONGEST_ROW) refuse('import.rowTooLong', { line })
      cell = undefined
    }
  }
  if (csv) yield Buffer.from(csv)
}

/** Answers how many characters it placed. */
function place(cells: string[], cell: OpenCell, look: Look): number {
  const text = cell.formula === undefined ? cellText(cell, look) : `=${cell.formula}`
  if (cell.column >= MOST_COLUMNS) {
    if (text !== '') refuse('import.workbook', { reason: `> ${MOST_COLUMNS}` })
    return 0
  }
  while (cells.length < cell.column) cells.push('')
  cells[cell.column] = text
  return text.length
}

/** `BC12` → 54. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function quoted(text: string): string {
  return /[",;|\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
