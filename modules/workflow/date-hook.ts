// The workflow room: what a write means for the timers of date triggers. Looked at without the database; only a change of the
// date itself, of what its time zone hangs on, or of the record's life costs a statement.
import type { Cause, Context } from '../../kernel/context.ts'
import type { Change } from '../../kernel/record/hook.ts'
import type { Watching } from './catalogue.ts'
import { endDates, noteCauses, setDates, type Dated } from './dates.ts'

/** Records of one workflow whose timers are to follow. */
export interface Touched {
  workflow: Dated
  /** Made, or of another date: also one that is past may still be run, within its grace. */
  dated: string[]
  /** By which runs dates were written, by record: what is due at once goes on with their chain. */
  caused: Map<string, string>
  /** Restored, or of another time zone: what lies ahead. */
  shifted: string[]
  gone: string[]
  /** Contacts of another time zone, whose records these are by this relation. */
  contacts?: string[]
  relation?: string
}

export function touchedDates({ dated, zoned }: Watching, changes: Change[], cause: Cause | undefined): Touched[] {
  const own = dated.map(workflow => touchedBy(workflow, changes, cause))
  const moved = zoned.length ? changes.filter(change => change.kind === 'updated' && change.changed.includes('timeZone')).map(change => change.id) : []
  const others = moved.length ? zoned.map(({ workflow, relation }): Touched => ({ workflow, dated: [], caused: new Map(), shifted: [], gone: [], contacts: moved, relation })) : []
  return [...own.filter(touched => touched.dated.length || touched.shifted.length || touched.gone.length), ...others]
}

function touchedBy(workflow: Dated, changes: Change[], common: Cause | undefined): Touched {
  const { field: { name }, zone } = workflow.dating
  const shifts = zone.kind === 'fixed' ? undefined : zone.kind === 'branch' ? 'owner' : zone.relation ?? 'timeZone'
  const touched: Touched = { workflow, dated: [], caused: new Map(), shifted: [], gone: [] }
  for (const { kind, id, after, changed, cause = common } of changes) {
    const filled = after[name] !== null && after[name] !== undefined
    if (kind === 'deleted') touched.gone.push(id)
    else if (kind === 'restored') touched.shifted.push(id)
    else if (kind === 'created' ? filled : changed.includes(name)) {
      touched.dated.push(id)
      if (cause?.run) touched.caused.set(id, cause.run)
    } else if (filled && shifts !== undefined && changed.includes(shifts)) touched.shifted.push(id)
  }
  return touched
}

/** In the write's transaction. A repeat that is past when its date is written is nobody's birthday of today. */
export async function followDates(context: Context, touched: Touched[], silent: boolean): Promise<void> {
  for (const { workflow, dated, caused, shifted, gone, contacts, relation } of touched) {
    const ahead = { since: context.now }
    if (dated.length) await setDates(context, workflow, { kind: 'records', ids: dated, since: silent || workflow.dating.repeat ? context.now : null })
    if (caused.size) await noteCauses(context, workflow, caused)
    if (shifted.length) await setDates(context, workflow, { kind: 'records', ids: shifted, ...ahead })
    if (contacts) await setDates(context, workflow, { kind: 'contacts', ids: contacts, relation: relation!, ...ahead })
    if (gone.length) await endDates(context, workflow.id, gone, 'deleted')
  }
}
