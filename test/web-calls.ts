// Finds in the text of a web file what it asks of the server, so that a test can hold it against the document.

export interface Call {
  /** Method and path, with `{}` for each parameter: `GET /records/{}`; with its own words where the path is computed, which no document has. */
  call: string
  line: number
}

const methods = /\bapi\.(get|post|patch|put|delete)(?:<[^(]*?>)?\(\s*/g
/** A file that the browser fetches itself. */
const addresses = /\baddressOf\(\s*/g
/** Ways past the one door (web/api.ts); the realtime line is no request. */
const others = /\b(fetch|sendBeacon)\(|new (XMLHttpRequest|EventSource)\b|['"`]\/api\/v1\/(?!realtime')/g
const paths = /^(?:\w[^?:;{}]*\? )?(?:'([^']+)'|`([^`]+)`)(?: : (?:'([^']+)'|`([^`]+)`))?/

export function callsIn(text: string): Call[] {
  const lineOf = (at: number) => text.slice(0, at).split('\n').length
  const asked = [...text.matchAll(methods)].map(match => ({ verb: match[1].toUpperCase(), at: match.index + match[0].length }))
  const fetched = [...text.matchAll(addresses)].map(match => ({ verb: 'GET', at: match.index + match[0].length }))
  const calls = [...asked, ...fetched].flatMap(({ verb, at }) => pathsAt(text.slice(at, at + 300)).map(path => ({ call: `${verb} ${path}`, line: lineOf(at) })))
  return [...calls, ...[...text.matchAll(others)].map(match => ({ call: match[0], line: lineOf(match.index) }))]
}

function pathsAt(text: string): string[] {
  const found = paths.exec(text)?.slice(1).filter(path => path !== undefined)
  return found?.map(path => path.split('?')[0].replace(/\$?\{[^}]*\}/g, '{}')) ?? [text.split('\n')[0].slice(0, 80)]
}
