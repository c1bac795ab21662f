// SQL as values: the template tag and the few pieces that dynamic tables need.
import { createHash } from 'node:crypto'
import sql, { Sql, empty, join, raw } from 'sql-template-tag'

export { sql, Sql, empty, join, raw }

/** A quoted identifier; parts are joined by a dot: `identifier(schema, 'contact')`. */
export function identifier(...parts: string[]): Sql {
  return raw(quote(...parts))
}

export function quote(...parts: string[]): string {
  return parts.map(part => `"${part.replaceAll('"', '""')}"`).join('.')
}

/** A quoted text literal, for places where a parameter is not allowed (DDL) or would hide a constant from the planner. */
export function literal(text: string): Sql {
  const escaped = text.replaceAll("'", "''")
  return raw(text.includes('\\') ? ` E'${escaped.replaceAll('\\', '\\\\')}'` : `'${escaped}'`)
}

export function and(conditions: Sql[]): Sql {
  if (conditions.length === 0) return sql`true`
  return conditions.length === 1 ? conditions[0] : sql`(${join(conditions, ' and ')})`
}

export function or(conditions: Sql[]): Sql {
  if (conditions.length === 0) return sql`false`
  return conditions.length === 1 ? conditions[0] : sql`(${join(conditions, ' or ')})`
}

/** A text with its parameters `$1`, `$2` …: an Sql, which is composed anew each time, or a Template given its values. */
export interface Statement {
  readonly text: string
  readonly values: unknown[]
  readonly template?: Template
}

/** A statement that is always the same but for its values: its text and names are made once. */
export class Template {
  readonly text: string
  private version = NaN
  private name = ''

  constructor({ text }: Sql) {
    this.text = text
  }

  with(values: unknown[]): Statement {
    return { text: this.text, values, template: this }
  }

  nameFor(version: number): string {
    if (version !== this.version) this.name = nameOf(this.text, this.version = version)
    return this.name
  }
}

/**
 * The name of a prepared statement: its text's hash with the version of the definitions it was made from, since a
 * plan must not outlive the columns it knows ("cached plan must not change result type").
 */
export function statementName({ text, template }: Statement, version: number): string {
  return template ? template.nameFor(version) : nameOf(text, version)
}

const names = new Map<string, string>()

function nameOf(text: string, version: number): string {
  const key = `${version}:${text}`
  const known = names.get(key)
  if (known) return known
  if (names.size > 5000) names.clear()
  const name = `h${createHash('sha1').update(key).digest('base64url').slice(0, 20)}`
  names.set(key, name)
  return name
}
