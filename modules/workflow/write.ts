// The workflow room: steps write records here, all runs together, each change with its own run as its cause.
import type { Change, RecordValues } from '../../kernel/record/hook.ts'
import type { Operation } from '../../kernel/record/operation.ts'
import { shownValues } from '../../kernel/record/present.ts'
import { writeRecords } from '../../kernel/record/write.ts'
import type { Call } from './step.ts'

/** Writes one operation for each call, as the workflow; answers their changes in order. Throws Problem when any is refused. */
export async function writeFor<Input>(calls: Call<Input>[], object: string, operation: (call: Call<Input>) => Operation): Promise<Change[]> {
  const changes = await writeRecords(calls[0].context, object, calls.map(operation), { cause: at => calls[at].cause })
  calls.forEach(({ run }, at) => {
    run.written.push(changes[at].id)
    run.changes.push(changes[at])
  })
  return changes
}

/** What the steps give of the records that they wrote: as the workflow may read them. */
export function recordsOf<Input>([{ context }]: Call<Input>[], changes: Change[]): RecordValues[] {
  return changes.map(({ object, after }) => ({ object, ...shownValues(context, context.workspace.objects.get(object)!, after) }))
}
