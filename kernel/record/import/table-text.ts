// What comes in, as text with columns: workbooks and vCards become CSV on their way in, text passes as it is.
import { isVcard, vcardToCsv } from './vcard.ts'
import { isWorkbook, workbookToCsv, type SheetChoice } from './workbook.ts'

const ENOUGH = 64

/** Looks at the file's beginning, not at its name. */
export async function* asText(stream: AsyncIterable<Buffer>, choice: SheetChoice): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < ENOUGH) {
    const { done, value } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const whole = joined(head, chunks)
  if (isWorkbook(head)) yield* workbookToCsv(whole, choice)
  else if (isVcard(head.toString())) yield* vcardToCsv(whole)
  else yield* whole
}

async function* joined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length) yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}
