// What kind of text a file is: encoding, delimiter, and whether it is text at all. Works on the file's pieces as they come.
import { Problem } from '../../http/errors.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** The names under which callers may ask for an encoding. */
export const encodings: ReadonlyMap<string, Encoding> = new Map([['utf-8', 'utf-8'], ['utf8', 'utf-8'], ['utf-16', 'utf-16le'], ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'], ['windows-1252', 'windows-1252'], ['latin1', 'windows-1252'], ['iso-8859-1', 'windows-1252']])

/** Signatures of files that are renamed to .csv: pictures, PDF, ZIP (also XLSX), gzip, XLS, RAR, 7z. */
const signatures = ['89504e47', 'ffd8ff', '47494638', '49492a00', '4d4d002a', '25504446', '504b0304', '504b0506', '1f8b', '52494646', 'd0cf11e0', '52617221', '377abcaf']

/** Watches the bytes of a file and decides at its end. */
export class EncodingWatch {
  private first: Buffer | undefined
  private utf8 = new TextDecoder('utf-8', { fatal: true })
  private isUtf8 = true

  see(piece: Buffer): void {
    if (!this.first) {
      this.first = piece.subarray(0, 4096)
      refuseBinary(this.first)
    }
    if (!this.isUtf8) return
    try {
      this.utf8.decode(piece, { stream: true })
    } catch {
      this.isUtf8 = false
    }
  }

  /** windows-1252 is what Excel writes where it does not write UTF-8. */
  decide(): Encoding {
    const head = this.first ?? Buffer.alloc(0)
    if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
    if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
    const zeros = { even: countZeros(head, 0), odd: countZeros(head, 1) }
    if (zeros.odd > head.length / 8) return 'utf-16le'
    if (zeros.even > head.length / 8) return 'utf-16be'
    return this.isUtf8 ? 'utf-8' : 'windows-1252'
  }
}


function refuseBinary(head: Buffer): void {
  const hex = head.subarray(0, 8).toString('hex')
  if (signatures.some(signature => hex.startsWith(signature))) throw new Problem('import.notText', { faults: [{ path: 'file', code: 'import.notText' }] })
}

/** Whether the beginning reads as text: hardly any control characters but tabs and line ends. */
export function isText(beginning: string): boolean {
  // oxlint-disable-next-line no-control-regex
  const odd = beginning.match(/[\0-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0
  return odd <= beginning.length / 20 + 1
}

function countZeros(bytes: Buffer, from: number): number {
  let zeros = 0
  for (let at = from; at < bytes.length; at += 2) if (bytes[at] === 0) zeros++
  return zeros
}

/** The delimiter that splits the first line into the most columns, quotes respected, unless the file names its own ("sep=;"). */
export function findDelimiter(text: string): string {
  const named = /^\uFEFF?sep=([,;\t|])\s*[\r\n]/i.exec(text)
  if (named) return named[1]
  const line = firstLine(text)
  const counts = [',', ';', '\t', '|'].map(delimiter => ({ delimiter, count: line.split(delimiter).length }))
  return counts.sort((one, other) => other.count - one.count)[0].delimiter
}

/** The first line that is not empty, without what stands in quotes. */
function firstLine(text: string): string {
  return text.replace(/"[^"]*"/g, '').replace(/^[\r\n]+/, '').split(/[\r\n]/, 1)[0]
}
