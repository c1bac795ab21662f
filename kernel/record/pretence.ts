// What a dry run has pretended to write so far: later rows of the same file meet it as they would meet the real thing.
import type { Context } from '../context.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import type { Change } from './hook.ts'
import type { StoredRow } from './lock.ts'
import { isEmpty } from './prepare.ts'
import { teamOf } from './statement.ts'

/** Records and unique values remembered; beyond that a row that repeats an early one counts as if it stood alone. */
const MOST_ROWS = 50_000
const MOST_TAKEN = 500_000

export class Pretence {
  readonly rows = new Map<string, StoredRow>()
  /** Ids of related records that would have been made. */
  readonly linked = new Set<string>()
  /** Fields by which rows of the file name one another. */
  namedBy: string[] = []
  private names = new Map<string, string>()
  private ids = new Map<string, string[]>()
  private taken = new Map<string, string>()
  private met = new Set<string>()

  /** `keyOf` gives the key by which rows are matched, undefined for none. */
  add(context: Context, object: ObjectDefinition, changes: Change[], keyOf: (values: Change['after']) => string | undefined): void {
    for (const change of changes) {
      const { id, kind, after } = change
      const key = keyOf(after)
      // what no later row can match need not be kept
      if (key !== undefined && this.rows.size < MOST_ROWS) {
        this.rows.set(id, { values: after, team: teamOf(context, after.owner), shared: null, deleted: false, held: false })
        if (kind === 'created') this.ids.set(key, [...this.ids.get(key) ?? [], id])
      }
      for (const name of this.namedBy) if (!isEmpty(after[name]) && this.names.size < MOST_TAKEN) this.names.set(`${name} ${String(after[name]).toLowerCase()}`, id)
      if (this.taken.size > MOST_TAKEN) continue
      for (const field of object.fields) if (field.unique && !isEmpty(after[field.name])) this.taken.set(claim(field, after[field.name]), id)
    }
  }

  /** The record of the file that has this text there, which others may lead to from now on. */
  named(field: string, text: string): string | undefined {
    const id = this.names.get(`${field} ${text.toLowerCase()}`)
    if (id !== undefined) this.linked.add(id)
    return id
  }

  matches(key: string): string[] {
    return this.ids.get(key) ?? []
  }

  /** Whether an earlier row brought the same value. */
  meets(field: FieldDefinition, value: unknown): boolean {
    const key = claim(field, value)
    if (this.met.has(key)) return true
    if (this.met.size < MOST_TAKEN) this.met.add(key)
    return false
  }

  /** The record that would have this value of a unique field. */
  ownerOf(field: FieldDefinition, value: unknown): string | undefined {
    return this.taken.get(claim(field, value))
  }
}

/** As a unique index compares: of texts emails alone are the same in any case. */
export function asUnique({ type }: FieldDefinition, value: unknown): string {
  return type === 'email' ? String(value).toLowerCase() : String(value)
}

function claim(field: FieldDefinition, value: unknown): string {
  return `${field.name} ${asUnique(field, value)}`
}
