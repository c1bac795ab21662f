// Event room: events that concern no record and are told to some members only (who is in a channel). The room that writes
// them says to whom; the log's page shows them to nobody.
import type { Queryable } from '../database/database.ts'

/** All members, or these. */
export type Hearers = 'everyone' | ReadonlySet<string>

export interface Audience {
  /** The object of the events; it begins with an underscore. Their `after` is told as it is: ids, no contents. */
  object: string
  /** By the events' records, for many at once; whoever is missing hears nothing. An event whose `after` has `to` is for that member alone. */
  hearers(queryable: Queryable, schema: string, records: string[]): Promise<Map<string, Hearers>>
}

const audiences = new Map<string, Audience>()

/** Called once at start with what the modules declare. */
export function registerAudiences(declared: Audience[]): void {
  audiences.clear()
  for (const audience of declared) audiences.set(audience.object, audience)
}

export const audienceOf = (object: string): Audience | undefined => audiences.get(object)

export const privateObjects = (): string[] => [...audiences.keys()]
