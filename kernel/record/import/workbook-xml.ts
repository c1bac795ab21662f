// The parts of a workbook as elements and texts, one by one as they are read. Entities of the document's own are not known.
import { SaxesParser } from 'saxes'

export type XmlPart =
  | { kind: 'open', name: string, attributes: Record<string, string> }
  | { kind: 'close', name: string }
  | { kind: 'text', text: string, within: string }

/** Names come without their prefixes. Throws where it is not well-formed. */
export async function* readXml(stream: AsyncIterable<Buffer>): AsyncGenerator<XmlPart> {
  const parser = new SaxesParser({ fragment: false })
  const decoder = new TextDecoder('utf-8')
  const open: string[] = []
  let found: XmlPart[] = []
  let broken: Error | undefined
  parser.on('error', error => { broken ??= error })
  parser.on('opentag', ({ name, attributes }) => {
    open.push(local(name))
    found.push({ kind: 'open', name: local(name), attributes: Object.fromEntries(Object.entries(attributes as Record<string, string>).map(([key, value]) => [local(key), value])) })
  })
  parser.on('closetag', ({ name }) => {
    open.pop()
    found.push({ kind: 'close', name: local(name) })
  })
  const add = (text: string) => found.push({ kind: 'text', text, within: open.at(-1) ?? '' })
  parser.on('text', add)
  parser.on('cdata', add)
  for await (const chunk of stream) {
    parser.write(decoder.decode(chunk, { stream: true }))
    if (broken) throw broken
    yield* found
    found = []
  }
  parser.write(decoder.decode()).close()
  if (broken) throw broken
  yield* found
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
