// Export room: rows as an Excel workbook (ECMA-376), written as a stream: text in the cells themselves, dates and numbers
// as such. A sheet holds 1,048,576 rows; the others go to further sheets.
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Cell, Column } from './columns.ts'
import type { Rows } from './csv-file.ts'

const MOST_ROWS = 1_048_576
/** Characters of a cell. */
const LONGEST = 32_767
const DAY = 86_400_000
/** Day 0 of the calendar that Excel counts, for days since 1 March 1900; earlier ones are written as text. */
const ORIGIN = Date.UTC(1899, 11, 30)
const FIRST_DAY = '1900-03-01'
/** Digits that a number of a spreadsheet keeps. */
const DIGITS = 15

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Cell styles, by their place in `styles`: 0 plain, then these. `risky` is text that looks like a formula, quoted so that it stays text. */
const style = { heading: 1, date: 2, dateTime: 3, risky: 4, text: 5 }
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>`
  + '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
  + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
  + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
  + [[0, 0, ''], [49, 1, ' applyFont="1"'], [164, 0, ''], [165, 0, ''], [49, 0, ' quotePrefix="1"'], [49, 0, '']].map(([format, font, more]) => `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`).join('')
  + '</cellXfs></styleSheet>'

/** The file's bytes. Sheets are called after `name`; the next one begins when the one before is full. */
export async function* writeXlsx(columns: Column[], rows: Rows, name: string, mtime: Date): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const options = { mtime }
  const pages = rows[Symbol.asyncIterator]()
  const rest: (Cell | null)[][] = []
  let sheets = 0
  const addSheet = () => {
    const sheet = Readable.from(sheetXml(columns, pages, rest), { objectMode: false })
    sheet.once('error', error => zip.emit('error', error))
    sheet.once('end', () => {
      if (rest.length) addSheet()
      else finish()
    })
    zip.addReadStream(sheet, `xl/worksheets/sheet${++sheets}.xml`, options)
  }
  const finish = () => {
    for (const [path, text] of frame(sheets, name)) zip.addBuffer(Buffer.from(text), path, options)
    zip.end()
  }
  const output = zip.outputStream as Readable
  zip.on('error', error => output.destroy(error as Error))
  addSheet()
  try {
    for await (const chunk of output) yield chunk as Buffer
  } finally {
    await pages.return?.()
  }
}

/** `rest` holds the rows of a page that the sheet has no room for. */
async function* sheetXml(columns: Column[], pages: AsyncIterator<(Cell | null)[][]>, rest: (Cell | null)[][]): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`
  yield `<row>${columns.map(column => textCell(column.heading, style.heading)).join('')}</row>`
  for (let room = MOST_ROWS - 1; ;) {
    const page = rest.length ? rest.splice(0) : await nextPage(pages)
    if (!page) break
    rest.push(...page.slice(room))
    yield page.slice(0, room).map(cells => `<row>${cells.map(toXml).join('')}</row>`).join('')
    room -= page.length
    if (room > 0) continue
    if (rest.length === 0) rest.push(...await nextPage(pages) ?? [])
    break
  }
  yield '</sheetData></worksheet>'
}

async function nextPage(pages: AsyncIterator<(Cell | null)[][]>): Promise<(Cell | null)[][] | undefined> {
  for (;;) {
    const { done, value } = await pages.next()
    if (done) return undefined
    if (value.length) return value
  }
}

function toXml(cell: Cell | null): string {
  if (!cell) return '<c/>'
  const { kind, text } = cell
  if (kind === 'number') return isExact(text) ? `<c><v>${text}</v></c>` : textCell(text)
  if (kind === 'text' || text < FIRST_DAY || text.length > 19) return textCell(text)
  const serial = (Date.parse(kind === 'date' ? `${text}T00:00:00Z` : `${text}Z`) - ORIGIN) / DAY
  return `<c s="${kind === 'date' ? style.date : style.dateTime}"><v>${serial}</v></c>`
}

function isExact(text: string): boolean {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) && text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length <= DIGITS
}

function textCell(text: string, given?: number): string {
  const kept = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
  const look = given ?? (/^[=+\-@\t\r\n＝＋－＠]/.test(kept) ? style.risky : style.text)
  return `<c t="inlineStr" s="${look}"><is><t xml:space="preserve">${escape(kept)}</t></is></c>`
}

/** Signs that XML does not hold are left out; `_x0041_` would be read as an escape, so its own first sign becomes one. */
function escape(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
}

/** The parts that say what the sheets are. */
function frame(sheets: number, name: string): [path: string, text: string][] {
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1)
  const title = escape(name.replace(/[[\]:*?/\\']/g, ' ').trim().slice(0, 25) || 'Data').replaceAll('"', '&quot;')
  const relation = (id: number, type: string, target: string) => `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`
  const relations = (list: string[]) => `${head}<Relationships xmlns="${packaged}/relationships">${list.join('')}</Relationships>`
  return [
    ['xl/styles.xml', styles],
    ['xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbers.map(at => `<sheet name="${title}${at > 1 ? ` ${at}` : ''}" sheetId="${at}" r:id="rId${at}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', relations([...numbers.map(at => relation(at, 'worksheet', `worksheets/sheet${at}.xml`)), relation(sheets + 1, 'styles', 'styles.xml')])],
    ['_rels/.rels', relations([relation(1, 'officeDocument', 'xl/workbook.xml')])],
    ['[Content_Types].xml', `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
      + `<Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/>`
      + `${numbers.map(at => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${media}.worksheet+xml"/>`).join('')}</Types>`],
  ]
}
