// The field types' own part in a write: numbers that count, files that must be there. Set by set, in the transaction,
// before behaviours and required fields are looked at.
import { typeOf } from '../field/types/index.ts'
import { onceFor } from './fields.ts'
import type { Change } from './hook.ts'
import type { Preparation } from './prepare.ts'

/** `places` are the changes' places in the request, for faults. */
export async function settleValues({ context, object, options, faults }: Preparation, changes: (Change | undefined)[], places: number[]): Promise<void> {
  const fields = onceFor(context, `settling ${object.name}`, () => object.fields.filter(field => typeOf(field).settle))
  if (fields.length === 0) return
  const at = new Map(changes.flatMap((change, index) => change && (change.kind === 'created' || change.kind === 'updated') ? [[change, places[index]] as const] : []))
  for (const field of fields) {
    await typeOf(field).settle!({
      context, object, field, changes: [...at.keys()], dryRun: options.dryRun ?? false, recompute: options.recompute ?? false, unbounded: options.unbounded ?? false,
      refuse: (change, code, parameters) => faults.add(at.get(change)!, field.name, code, parameters),
    })
  }
}
