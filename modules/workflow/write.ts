// The workflow room: steps write records here, all runs together, each change with its own run as its cause.
import type { Change } from '../../kernel/record/hook.ts'
import type { Operation } from '../../kernel/record/operation.ts'
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
