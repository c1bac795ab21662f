// vCards (2.1, RFC 2426 and RFC 6350) as CSV, one row a card, under headings that contacts know.
import { isUtf8 } from 'node:buffer'
import { refuse } from './workbook.ts'

/** Bytes of one card without its pictures. */
const LARGEST = 1_000_000
const ignored = /^(PHOTO|LOGO|SOUND|KEY)$/

const headings = ['externalId', 'Salutation', 'firstName', 'lastName', 'Organization Name', 'jobTitle', 'email', 'email 2', 'phone', 'phone 2', 'phone 3', 'dateOfBirth',
  'Address 1 - Street', 'Address 1 - City', 'Address 1 - Region', 'Address 1 - Postal Code', 'Address 1 - Country', 'tags', 'Website', 'Description']

interface Property { name: string, parameters: string[], value: string }

export function isVcard(head: string): boolean {
  return /^\uFEFF?\s*BEGIN:VCARD\s*[\r\n]/i.test(head)
}

/** Throws Problem where a card is never closed, or too large. */
export async function* vcardToCsv(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(line(headings))
  let card: Property[] | undefined
  let size = 0
  let begun = 0
  for await (const { text, number } of unfolded(bytes)) {
    const property = readProperty(decoded(text))
    if (!property || ignored.test(property.name)) continue
    const { name, value } = property
    if (name === 'BEGIN' && /^vcard$/i.test(value)) [card, size, begun] = [[], 0, number]
    else if (name === 'END' && card) {
      yield Buffer.from(line(cellsOf(card)))
      card = undefined
    } else card?.push(property)
    if ((size += text.length) > LARGEST) refuse('import.rowTooLong', { line: number })
  }
  if (card) refuse('import.vcard', { line: begun })
}

/** Whole lines: a line that begins with a blank belongs to the one before, one of quoted-printable goes on after a final `=`. */
async function* unfolded(bytes: AsyncIterable<Buffer>): AsyncGenerator<{ text: string, number: number }> {
  let text: string | undefined
  let start = 1
  let number = 0
  for await (const next of lines(bytes)) {
    number++
    const soft = text !== undefined && /;ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/i.test(text) && text.endsWith('=')
    // pictures may be long; they are not kept
    const room = (text?.length ?? 0) < LARGEST
    if (soft) text = room ? text!.slice(0, -1) + next : text
    else if (text !== undefined && /^[ \t]/.test(next)) text = room ? text + next.slice(1) : text
    else {
      if (text !== undefined) yield { text, number: start }
      text = next
      start = number
    }
  }
  if (text !== undefined) yield { text, number: start }
}

/** Bytes as a text; what is no UTF-8 is what Outlook writes. */
function decoded(bytes: string): string {
  const line = Buffer.from(bytes, 'latin1')
  return new TextDecoder(isUtf8(line) ? 'utf-8' : 'windows-1252').decode(line)
}

/** Each byte a sign: a line may be folded in the middle of a letter. */
async function* lines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of bytes) {
    const parts = (rest + chunk.toString('latin1')).split(/\r\n|\n|\r(?!$)/)
    rest = parts.pop()!
    if (rest.length > LARGEST) refuse('import.rowTooLong', { line: 1 })
    yield* parts
  }
  yield rest
}

/** `item1.TEL;TYPE=CELL:0812` → its name, parameters in capitals, and value, decoded. */
function readProperty(text: string): Property | undefined {
  const found = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):([\s\S]*)$/.exec(text)
  if (!found) return undefined
  const parameters = found[2].toUpperCase().split(';').slice(1)
  const isQuoted = parameters.some(each => each.endsWith('QUOTED-PRINTABLE'))
  const charset = parameters.find(each => each.startsWith('CHARSET='))?.slice(8)
  return { name: found[1].toUpperCase(), parameters, value: isQuoted ? unquote(found[3], charset) : found[3] }
}

function unquote(text: string, charset = 'UTF-8'): string {
  const bytes = Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}

function parts(value: string, sign: ';' | ','): string[] {
  return value.split(sign === ';' ? /(?<!\\);/ : /(?<!\\),/).map(part => part.replace(/\\n/gi, '\n').replace(/\\([\\,;:])/g, '$1').trim())
}

function plain(value: string): string {
  return value.replace(/\\n/gi, '\n').replace(/\\([\\,;:])/g, '$1').trim()
}

function cellsOf(card: Property[]): string[] {
  const all = (name: string) => card.filter(each => each.name === name && each.value.trim() !== '').sort((one, other) => Number(isPreferred(other)) - Number(isPreferred(one)))
  const first = (name: string) => all(name)[0]?.value ?? ''
  const [family = '', called = '', middle = '', prefix = ''] = parts(first('N'), ';')
  const given = [called, middle.replaceAll(',', ' ')].filter(Boolean).join(' ')
  const full = plain(first('FN')) || [given, family].filter(Boolean).join(' ') || parts(first('ORG'), ';')[0]
  const [, , street = '', city = '', region = '', code = '', country = ''] = parts(first('ADR'), ';')
  const [email = '', email2 = ''] = all('EMAIL').map(each => plain(each.value).replace(/^mailto:/i, ''))
  const [phone = '', phone2 = '', phone3 = ''] = all('TEL').map(each => plain(each.value).replace(/^tel:([^;]*).*$/i, '$1'))
  return [plain(first('UID')).replace(/^urn:uuid:/i, ''), prefix, given || (family ? '' : full) || full, given ? family : '', parts(first('ORG'), ';')[0] ?? '', plain(first('TITLE')), email, email2, phone, phone2, phone3,
    dayOf(first('BDAY')), street, city, region, code, country, all('CATEGORIES').flatMap(each => parts(each.value, ',')).join(';'), plain(first('URL')), plain(first('NOTE'))]
}

function isPreferred({ parameters }: Property): boolean {
  return parameters.some(each => /^(TYPE=.*\bPREF\b.*|PREF|PREF=1)$/.test(each))
}

/** A birthday without its year says no date. */
function dayOf(value: string): string {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(value.trim())
  return found ? `${found[1]}-${found[2]}-${found[3]}` : ''
}

function line(cells: string[]): string {
  return `${cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`
}
