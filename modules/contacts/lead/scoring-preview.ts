// Contacts: what rules would do before they are saved: how many leads each touches, and the scores as they are and would be.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, join, sql } from '../../../kernel/database/sql.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import { scoreSql } from './rescore-job.ts'
import { compileRules, isOn, type Rule } from './scoring.ts'

/** Scores from 0 to 19, 20 to 39 and so on; the last band holds 100 as well. */
const BANDS = 5
const EXAMPLES = 8

const bands = z.array(z.number()).length(BANDS)

export const previewAnswer = z.object({
  leads: z.number(),
  touched: z.array(z.number()).describe('By rule, in their order, also of those that are off'),
  changed: z.number().describe('Leads whose score would differ'),
  before: bands.describe('Leads by score, as they are: 0 to 19, 20 to 39, … 80 to 100'),
  after: bands,
  unscored: z.number().describe('Leads that have no score yet'),
  examples: z.array(z.object({ id: z.string(), name: z.string().nullable(), from: z.number().nullable(), to: z.number().nullable() })).describe('Those that would move most'),
})

/** Nothing is written. Throws with every rule that cannot be, at `rules[2].filter…`. */
export async function previewRules(context: Context, rules: Rule[]): Promise<z.output<typeof previewAnswer>> {
  const compiled = compileRules(context, rules)
  const on = compiled.filter(({ rule }) => isOn(rule))
  // without rules scores stay as they are
  const score = on.length ? scoreSql(context, on) : sql`t."score"`
  const holds = compiled.map(({ filter }, at) => sql`count(*) filter (where ${filterToSql(filter, 't', context.workspace.schema)})::int as ${identifier(`touched${at}`)}`)
  const counts = (column: string) => Array.from({ length: BANDS }, (_, at) => sql`count(*) filter (where least(${BANDS - 1}, floor(${identifier(column)} * ${BANDS} / 100)) = ${at})::int as ${identifier(`${column}${at}`)}`)
  const leads = sql`(select t.*, t."score" as now, ${score} as later from ${tableOf(context, 'lead')} t where t."_deletedAt" is null) t`
  const [row] = await context.sql.query<Record<string, number>>(sql`select ${join([
    sql`count(*)::int as leads, count(*) filter (where now is distinct from later)::int as changed, count(*) filter (where now is null)::int as unscored`, ...counts('now'), ...counts('later'), ...holds], ', ')} from ${leads}`)
  const examples = await context.sql.query<{ id: string, name: string | null, from: number | null, to: number | null }>(sql`select "id", "fullName" as name, now::int as "from", later::int as "to" from ${leads}
    where now is distinct from later order by abs(coalesce(later, 0) - coalesce(now, 0)) desc, "id" limit ${EXAMPLES}`)
  const list = (name: string, length: number) => Array.from({ length }, (_, at) => row[`${name}${at}`])
  return { leads: row.leads, changed: row.changed, unscored: row.unscored, touched: list('touched', rules.length), before: list('now', BANDS), after: list('later', BANDS), examples }
}
