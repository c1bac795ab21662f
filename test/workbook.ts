// Workbooks for tests: packed from their parts, and taken apart.
import { buffer, text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'

export async function zip(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new ZipFile()
  for (const [path, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content as string), path)
  file.end()
  return buffer(file.outputStream as Readable)
}

/** The parts' texts by path. */
export async function unzip(bytes: Buffer): Promise<Map<string, string>> {
  const file = await fromBufferPromise(bytes)
  const parts = new Map<string, string>()
  for await (const entry of file.eachEntry()) parts.set(entry.fileName, await text(await file.openReadStreamPromise(entry)))
  return parts
}

export interface SheetParts {
  /** The `<row>` elements of each sheet, by the sheet's name. */
  sheets: Record<string, string>
  shared?: string[]
  /** The `<xf>` elements of `cellXfs`, and number formats of the workbook's own. */
  styles?: string
  date1904?: boolean
}

/** A small workbook as spreadsheets write it. */
export function workbook({ sheets, shared = [], styles = '', date1904 = false }: SheetParts): Promise<Buffer> {
  const names = Object.keys(sheets)
  return zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${shared.map(each => `<si><t>${each}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, `<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`])),
  })
}
