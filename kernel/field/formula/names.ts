// Formulas: fields may be named as the language names its own (`type`, `double`, `package`). Inside an expression each
// field has its name with a `_` before it, which no field's name and no word of the language begins with.

/** What else stands in a formula and may hold a name: texts, raw ones without escapes, and comments. */
const quoted = [/[bB]?[rR][bB]?(?:"""[^]*?"""|'''[^]*?'''|"[^"]*"|'[^']*')/, /"""(?:\\[^]|[^\\])*?"""/, /'''(?:\\[^]|[^\\])*?'''/, /"(?:\\[^]|[^"\\])*"/, /'(?:\\[^]|[^'\\])*'/, /\/\/[^\n]*/]
/** A name, with the dot of one that is looked up in what stands before it. */
const name = /(?:\.\s*\??\s*)?\w+/
const parts = new RegExp([...quoted, name].map(part => part.source).join('|'), 'g')
const literals = new Set(['true', 'false', 'null'])

/** The field's name inside an expression. */
export function innerName(field: string): string {
  return `_${field}`
}

/** The formula with its fields by their inner names; functions, names behind a dot, texts and comments stay as they are. */
export function withInnerNames(formula: string, fields: Iterable<string>): string {
  const known = new Set([...fields].filter(field => !literals.has(field)))
  return formula.replace(parts, (part, at: number) => known.has(part) && !/^\s*\(/.test(formula.slice(at + part.length, at + part.length + 50)) ? innerName(part) : part)
}
