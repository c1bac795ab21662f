// Roll-ups whose condition moves with time ("paid in the last 90 days") are computed anew once a day, soon after midnight in
// the workspace's zone: by then other records count, though nobody wrote anything.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, or, sql } from '../database/sql.ts'
import { dayOf } from '../field/calendar.ts'
import { columnTargets } from '../field/types/relation/relation.ts'
import { parseFilter, movesWithTime } from '../filter/filter.ts'
import { defineJob } from '../job/job.ts'
import type { ObjectDefinition, Rollup } from '../object/definition.ts'
import { ruleScope } from '../object/validation.ts'
import { readSetting, writeSetting } from '../workspace/setting.ts'
import { rollupsOf } from './compute.ts'
import { fieldOf, tableOf } from './fields.ts'
import { recompute } from './recompute.ts'

const CHUNK = 500
const SETTING = 'record.recomputedOn'

/** Asked each hour; does its work at the first one of a day. */
export const recomputeMoving = defineJob({
  name: 'record.recomputeMoving',
  payload: z.object({}),
  async run(context, _, { app, signal }) {
    const today = dayOf(context.now, context.workspace.timeZone)
    const moving = [...context.workspace.objects.values()].flatMap(object => {
      const rollups = rollupsOf(context, object).flatMap(({ rollup }) => rollup && isMoving(context, rollup) ? [rollup] : [])
      return rollups.length ? [{ object, rollups }] : []
    })
    if (moving.length === 0 || await readSetting(context, SETTING) === today) return
    for (const { object, rollups } of moving) {
      for (let after = '00000000-0000-0000-0000-000000000000', more = true; more;) {
        signal.throwIfAborted()
        const ids = await pointedTo(context, object, rollups, after)
        if (ids.length) await app.database.transaction(transaction => recompute({ ...context, sql: transaction }, object.name, ids))
        app.wake(context.workspace.schema)
        more = ids.length === CHUNK
        after = ids.at(-1) ?? after
      }
    }
    await writeSetting(context, SETTING, today)
  },
})

function isMoving(context: Context, { object, filter }: Rollup): boolean {
  const source = context.workspace.objects.get(object)
  return filter !== undefined && source !== undefined && movesWithTime(parseFilter(filter, source, ruleScope(context, context.workspace.objects)))
}

/** The next records that gather anything: those without have nothing that time could change. */
async function pointedTo(context: Context, object: ObjectDefinition, rollups: Rollup[], after: string): Promise<string[]> {
  const gathers = rollups.map(({ object: from, by }) => {
    const suffix = columnTargets(fieldOf(context.workspace.objects.get(from)!, by)!).find(each => each.object === object.name)?.suffix ?? ''
    return sql`exists (select from ${tableOf(context, from)} s where s.${identifier(by + suffix)} = t."id" and s."_deletedAt" is null)`
  })
  const rows = await context.sql.query<{ id: string }>(sql`select t."id" from ${tableOf(context, object.name)} t where t."_deletedAt" is null and t."id" > ${after}::uuid and (${or(gathers)}) order by t."id" limit ${CHUNK}`)
  return rows.map(row => row.id)
}
