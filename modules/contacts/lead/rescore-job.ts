// Contacts: scores leads anew in the background: after the rules have changed, and each night for rules on relative dates.
// The database finds those whose score differs; each is then written by the one path that writes records.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { join, sql, type Sql } from '../../../kernel/database/sql.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import { defineJob } from '../../../kernel/job/job.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import { recompute } from '../../../kernel/record/recompute.ts'
import { readSetting, writeSetting } from '../../../kernel/workspace/setting.ts'
import { loadRules, type CompiledRule } from './scoring.ts'

const CHUNK = 500
const SETTING = 'leads.scoring.progress'

export const progressAnswer = z.object({ state: z.enum(['running', 'done']), done: z.number(), total: z.number() })
export type Progress = z.output<typeof progressAnswer>

export async function readProgress(context: Context): Promise<Progress | null> {
  return await readSetting<Progress>(context, SETTING) ?? null
}

async function writeProgress(context: Context, progress: Progress): Promise<void> {
  await writeSetting(context, SETTING, progress)
}

/** The score by SQL, as scoring.ts reckons it in memory. */
export function scoreSql(context: Context, rules: CompiledRule[]): Sql {
  const parts = rules.map(({ rule, filter, environment }) => {
    environment.now = context.now
    return sql`(case when ${filterToSql(filter, 't', context.workspace.schema)} then ${rule.points}::int else 0 end)`
  })
  return sql`least(100, greatest(0, ${join(parts, ' + ')}))`
}

export const rescoreLeads = defineJob({
  name: 'leads.rescore',
  payload: z.object({}),
  async run(context, _, { app, signal }) {
    // this process may not yet have heard of the rules that queued it
    const workspace = await app.workspaces.fresh(context.workspace.slug)
    if (!workspace?.objects.has('lead')) return
    const current = { ...context, workspace }
    const rules = await loadRules(current)
    const differs = () => sql`t."_deletedAt" is null and t."score" is distinct from ${scoreSql(current, rules)}`
    if (rules.length === 0) return writeProgress(current, { state: 'done', done: 0, total: 0 })
    const [{ total }] = await context.sql.query<{ total: number }>(sql`select count(*)::int as total from ${tableOf(current, 'lead')} t where ${differs()}`)
    for (let done = 0, after = '00000000-0000-0000-0000-000000000000'; ;) {
      signal.throwIfAborted()
      await writeProgress(current, { state: 'running', done, total })
      const rows = await context.sql.query<{ id: string }>(sql`select t."id" from ${tableOf(current, 'lead')} t where ${differs()} and t."id" > ${after}::uuid order by t."id" limit ${CHUNK}`)
      if (rows.length === 0) return writeProgress(current, { state: 'done', done, total })
      await app.database.transaction(transaction => recompute({ ...current, sql: transaction }, 'lead', rows.map(row => row.id)))
      app.wake(workspace.schema)
      done += rows.length
      after = rows.at(-1)!.id
    }
  },
})
