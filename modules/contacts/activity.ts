// Contacts: `company.lastActivityAt` moves when a contact, deal, task or note of the company is made or changed.
// It is a direct, set-based update without an event or a new version: it says nothing that the touching record's own
// event does not say, and a thousand notes must not make a thousand changes of one company. Waiting writers are skipped:
// whoever holds the company's row is active on it at this very time.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import type { Change, ObjectBehaviour } from '../../kernel/record/hook.ts'

/** The companies that a record names itself, or through a contact or deal that it names. */
interface Touched { company: Set<string>, contact: Set<string>, deal: Set<string> }

function touchedBy(changes: Change[]): Touched {
  const touched: Touched = { company: new Set(), contact: new Set(), deal: new Set() }
  for (const { after } of changes) {
    if (after.company) touched.company.add(after.company)
    if (after.contact && !after.company) touched.contact.add(after.contact)
    const about = after.about as { object: keyof Touched, id: string } | null | undefined
    if (about && about.object in touched) touched[about.object].add(about.id)
  }
  return touched
}

async function touchCompanies(context: Context, changes: Change[]): Promise<void> {
  const { company, contact, deal } = touchedBy(changes)
  const { schema, objects } = context.workspace
  const through = (object: string, ids: Set<string>) => objects.has(object)
    ? sql`select company from ${identifier(schema, object)} where id = any(${[...ids]}::uuid[])` : sql`select null::uuid`
  await context.sql.query(sql`update ${identifier(schema, 'company')} set "lastActivityAt" = ${context.now} where id in (
    select id from ${identifier(schema, 'company')} where ("lastActivityAt" is null or "lastActivityAt" < ${context.now}) and "_deletedAt" is null and id in (
      select unnest(${[...company]}::uuid[]) union ${through('contact', contact)} union ${through('deal', deal)}) for no key update skip locked)`)
}

/** Imports bring the past, not activity. */
export function activityOf(object: string): ObjectBehaviour {
  return {
    object,
    wants: changes => changes.some(({ after }) => after.company || after.contact || after.about),
    async after(context, changes) {
      if (context.actor.way !== 'import') await touchCompanies(context, changes)
    },
  }
}
