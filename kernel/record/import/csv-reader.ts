// CSV as it comes out of spreadsheets and other programs, text by text: any delimiter, any line ends, RFC 4180 quotes.
// Our own because every row of an import goes through it twice: one pass of the library took as long as the write path.

export interface FileRow {
  /** The number of the line that the row begins on, counted from 1 with the heading. */
  line: number
  cells: string[]
  /** Characters. */
  size: number
  /** By place, what a workbook says of a number beside its digits: the currency that it is shown in, or nothing but that "1.234" is little more than one. */
  marks?: Map<number, string>
}

/** What is wrong with the file as a whole. */
export class BrokenFile extends Error {
  readonly code: string
  readonly line: number
  constructor(code: string, line: number) {
    super(code)
    this.code = code
    this.line = line
  }
}

/** Characters of one row; a cell of 10 MB is refused, not kept in memory. */
const LONGEST_ROW = 1_000_000
const MOST_CELLS = 5000
const CR = 13
const LF = 10
const QUOTE = 34

/**
 * Give it the text piece by piece; it answers the rows that are whole by then. Rows without any text are left out. A
 * quotation mark inside a cell that does not begin with one stands for itself. Throws BrokenFile.
 */
export class CsvReader {
  private readonly delimiter: string
  private text = ''
  private line = 1
  private last = false
  private cells: string[] = []
  /** Where the next of each sign is, known while it lies ahead; the length of the text where there is none. */
  private nextLf = -1
  private nextCr = -1
  private nextQuote = -1

  constructor(delimiter: string) {
    this.delimiter = delimiter
  }

  push(piece: string): FileRow[] {
    return this.read(piece, false)
  }

  end(): FileRow[] {
    return this.read('', true)
  }

  private read(piece: string, last: boolean): FileRow[] {
    this.text += piece
    this.last = last
    this.nextLf = this.nextCr = this.nextQuote = -1
    const rows: FileRow[] = []
    let at = 0
    for (let next = 0; at < this.text.length; at = next) {
      const { line } = this
      next = this.readRow(at)
      if (next < 0) break
      const { cells } = this
      if (next - at > LONGEST_ROW) throw new BrokenFile('import.rowTooLong', line)
      if (cells.length > MOST_CELLS) throw new BrokenFile('import.broken', line)
      if (cells.some(cell => cell !== '')) rows.push({ line, cells, size: next - at })
    }
    this.text = this.text.slice(at)
    if (this.text.length > LONGEST_ROW) throw new BrokenFile('import.rowTooLong', this.line)
    return rows
  }

  /** Answers where the next row begins, or -1 when this one is not whole yet. */
  private readRow(start: number): number {
    const end = this.lineEnd(start)
    if (end < 0) return -1
    if (this.nextQuote < start) this.nextQuote = indexOr(this.text, '"', start)
    if (this.nextQuote < end) return this.readCells(start)
    this.cells = this.text.slice(start, end).split(this.delimiter)
    return this.pastLineEnd(end)
  }

  /** The end of the line at `from`: of the text where that is the last, -1 where more must come first. */
  private lineEnd(from: number): number {
    const { text } = this
    if (this.nextLf < from) this.nextLf = indexOr(text, '\n', from)
    if (this.nextCr < from) this.nextCr = indexOr(text, '\r', from)
    const end = Math.min(this.nextLf, this.nextCr)
    if (end < text.length) return this.last || end + 1 < text.length || text.charCodeAt(end) === LF ? end : -1
    return this.last ? text.length : -1
  }

  private pastLineEnd(end: number): number {
    this.line++
    return this.text.charCodeAt(end) === CR && this.text.charCodeAt(end + 1) === LF ? end + 2 : end + 1
  }

  private readCells(start: number): number {
    const { text, delimiter, line } = this
    this.cells = []
    for (let at = start; ;) {
      const stop = text.charCodeAt(at) === QUOTE ? this.readQuoted(at, line) : this.readPlain(at)
      if (stop < 0) {
        this.line = line
        return -1
      }
      if (text[stop] === delimiter) at = stop + 1
      else return this.pastLineEnd(stop)
    }
  }

  /** Answers where the cell ends: at a delimiter, a line end, or the end of the file. */
  private readPlain(at: number): number {
    const end = this.lineEnd(at)
    if (end < 0) return -1
    const delimiter = this.text.indexOf(this.delimiter, at)
    const stop = delimiter >= 0 && delimiter < end ? delimiter : end
    this.cells.push(this.text.slice(at, stop))
    return stop
  }

  private readQuoted(at: number, line: number): number {
    const { text } = this
    let close = text.indexOf('"', at + 1)
    let escaped = false
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) {
      escaped = true
      close = text.indexOf('"', close + 2)
    }
    if (close < 0 || (close + 1 === text.length && !this.last)) {
      if (this.last) throw new BrokenFile('import.quoteOpen', line)
      return -1
    }
    const cell = text.slice(at + 1, close)
    let stop = close + 1
    while (text[stop] === ' ') stop++
    if (stop === text.length && !this.last) return -1
    const code = text.charCodeAt(stop)
    if (stop < text.length && text[stop] !== this.delimiter && code !== CR && code !== LF) throw new BrokenFile('import.quoteBroken', this.line + countLines(cell))
    // a CR at the end of the text may be half of a line end
    if (code === CR && stop + 1 === text.length && !this.last) return -1
    this.line += countLines(cell)
    this.cells.push(escaped ? cell.replaceAll('""', '"') : cell)
    return stop
  }
}

function indexOr(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from)
  return at < 0 ? text.length : at
}

function countLines(cell: string): number {
  return cell.match(/\r\n|\r|\n/g)?.length ?? 0
}
