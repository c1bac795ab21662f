// Kernel, objects: the kept counters of boards (`_tally`) after a change of what they count by. The ALTER before it
// holds the table until the commit, so nothing is written meanwhile.
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { amountField } from '../record/tally.ts'
import type { ObjectDefinition } from './definition.ts'
import { stageFieldOf } from './pipeline.ts'

/** Counts anew when the object got or lost its stage, or the amount that its boards sum. */
export async function recountBoards(context: Context, before: ObjectDefinition | undefined, after: ObjectDefinition): Promise<void> {
  if (!before || isDeepStrictEqual(countedBy(before), countedBy(after))) return
  const { schema } = context.workspace
  const fields = stageFieldOf(after)
  await context.sql.query(sql`delete from ${identifier(schema, '_tally')} where object = ${after.name}`)
  if (!fields) return
  const amount = amountField(after)
  const currency = amount ? identifier(`${amount.name}Currency`) : sql`null::text`
  const sum = amount ? sql`coalesce(sum(${identifier(amount.name)}), 0)` : sql`0`
  await context.sql.query(sql`insert into ${identifier(schema, '_tally')} (object, pipeline, stage, owner, currency, count, amount)
    select ${after.name}, ${identifier(fields.pipeline.name)}, ${identifier(fields.stage.name)}, owner, ${currency}, count(*), ${sum}
    from ${identifier(schema, after.name)} where "_deletedAt" is null group by 2, 3, 4, 5`)
}

function countedBy(object: ObjectDefinition): unknown {
  const fields = stageFieldOf(object)
  return fields && [fields.stage.name, fields.pipeline.name, amountField(object)?.name]
}
