// The workflow room: steps write records here, each run's with its own cause, through the one writer of records.
import type { Change } from '../../kernel/record/hook.ts'
import type { Operation } from '../../kernel/record/operation.ts'
import { writeRecords } from '../../kernel/record/write.ts'
import type { Call } from './step.ts'

/** Writes one operation for each call, as the workflow; answers their changes in order. Throws Problem for the first that is refused. */
export async function writeFor<Input>(calls: Call<Input>[], object: string, operation: (call: Call<Input>) => Operation): Promise<Change[]> {
  const changes: Change[] = []
  for (const call of calls) {
    const [change] = await writeRecords(call.context, object, [operation(call)])
    call.run.wrote(change)
    changes.push(change)
  }
  return changes
}
