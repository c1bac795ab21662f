// Step assign: gives the record to one of several members: in turn, or to who has the fewest. Absent members are passed
// over. The turns are a locked row, so that workers that choose at once choose one after the other, each the next.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { parseFilter } from '../../../kernel/filter/filter.ts'
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import { fieldRight, rightsOf, showsField } from '../../../kernel/permission/role.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import { readableObject, visibleRows } from '../../../kernel/record/find.ts'
import { isAbsent } from '../../../kernel/workspace/absence.ts'
import { visibleObject, type Names } from '../names.ts'
import { defineStep, type Call } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { writeFor } from '../write.ts'
import { checkRecipients, membersOf, recipients } from './recipients.ts'
import { checkTarget, objectNamed, targetOf } from './target.ts'

const input = z.strictObject({
  by: z.enum(['roundRobin', 'leastBusy']), to: recipients, object: z.string().optional(), recordId: z.string().min(1).optional(),
  /** Which of her records keep a member busy (`leastBusy`), as a filter on the object; default all. */
  counting: z.record(z.string(), z.unknown()).optional(),
})
type Input = z.output<typeof input>

export const assign = defineStep('assign', {
  ...stepTexts.assign,
  writes: true,
  input,
  fixed: ['object', 'by', 'counting'],
  check(given, names, own): Fault[] {
    const faults = [...checkTarget(given, names, own, 'update'), ...checkRecipients(given.to, names.workspace)]
    const object = given.object ?? own
    if (fieldRight(names.role, object, 'owner') !== 'write') faults.push({ path: 'type', code: 'workflow.roleDenied', parameters: { role: names.role.name } })
    return faults.length ? faults : checkCounting(given.counting, names, object)
  },
  output: ({ object }, own) => ({ kind: 'record', object: object ?? own }),
  async run(calls) {
    const [{ context, input: { by, counting } }] = calls
    const object = objectNamed(calls[0])
    const turns = await lockTurns(calls[0])
    const candidates = calls.map(call => candidatesOf(call, object))
    const loads = by === 'leastBusy' ? await countLoads(context, object, [...new Set(candidates.flat())], counting) : new Map<string, number>()
    const chosen = candidates.map(each => choose(each, turns, loads))
    const given = calls.flatMap((call, at) => chosen[at] === undefined ? [] : [{ call, owner: chosen[at] }])
    const owners = new Map(given.map(({ call, owner }) => [call, owner]))
    const changes = given.length ? await writeFor(given.map(({ call }) => call), object, call => ({ op: 'update', id: targetOf(call), data: { owner: owners.get(call) } })) : []
    await keepTurns(calls[0], turns)
    const outputs = new Map(given.map(({ call }, at) => [call, { object, ...changes[at].after }]))
    return calls.map(call => outputs.get(call))
  },
})

function checkCounting(counting: Input['counting'], names: Names, name: string): Fault[] {
  if (counting === undefined) return []
  try {
    parseFilter(counting, names.workspace.objects.get(name)!, {
      objects: object => visibleObject(names, object), environment: names.environment, rows: () => ({ kind: 'all' }),
      canRead: (object, field) => showsField(names.role, names.workspace.objects.get(object), field, names.workspace.objects),
    })
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.faults.map(fault => ({ ...fault, path: fault.path.replace(/^filter/, 'counting') }))
  }
}

/** Who is here and may see such records, by name. */
function candidatesOf({ context, input, warn }: Call<Input>, object: string): string[] {
  const { workspace } = context
  const named = membersOf(workspace, input.to).map(id => workspace.members.get(id)!)
  const here = named.filter(member => !isAbsent(context, member) && rightsOf(workspace.roles.get(member.role)!, object).read !== 'none')
  if (here.length === 0) warn(named.length ? 'workflow.allAbsent' : 'workflow.nobodyToAssign')
  return here.toSorted((one, other) => one.name < other.name ? -1 : one.name > other.name ? 1 : one.id < other.id ? -1 : 1).map(member => member.id)
}

/** By member: the number of her last turn. */
type Turns = Record<string, number>

const table = ({ workspace }: Context) => identifier(workspace.schema, '_assignment')

/** Locked until the step's transaction ends. */
async function lockTurns(call: Call<Input>): Promise<Turns> {
  const { context, step, run: { workflow } } = call
  await context.sql.query(sql`insert into ${table(context)} (workflow, step) values (${workflow}::uuid, ${step}) on conflict do nothing`)
  const [row] = await context.sql.query<{ turns: Turns }>(sql`select turns from ${table(context)} where workflow = ${workflow}::uuid and step = ${step} for update`)
  return row.turns
}

async function keepTurns(call: Call<Input>, turns: Turns): Promise<void> {
  const { context, step, run: { workflow } } = call
  await context.sql.query(sql`update ${table(context)} set turns = ${JSON.stringify(turns)}::jsonb where workflow = ${workflow}::uuid and step = ${step}`)
}

async function countLoads(context: Context, object: string, owners: string[], counting: Input['counting']): Promise<Map<string, number>> {
  const rows = await context.sql.query<{ owner: string, count: number }>(sql`select t."owner" as owner, count(*)::int as count from ${tableOf(context, object)} t
    where t."owner" = any(${owners}::uuid[]) and ${visibleRows(context, readableObject(context, object), counting)} group by 1`)
  return new Map(rows.map(row => [row.owner, row.count]))
}

/** The least busy of them (all are alike where loads are not counted); among equals whose turn is the longest ago. Notes the choice. */
function choose(candidates: string[], turns: Turns, loads: Map<string, number>): string | undefined {
  const load = (member: string) => loads.get(member) ?? 0
  const turn = (member: string) => turns[member] ?? 0
  const [chosen] = candidates.toSorted((one, other) => load(one) - load(other) || turn(one) - turn(other))
  if (chosen === undefined) return undefined
  turns[chosen] = 1 + Math.max(0, ...Object.values(turns))
  loads.set(chosen, load(chosen) + 1)
  return chosen
}
