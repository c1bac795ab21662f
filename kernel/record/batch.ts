// Many operations in one request: all of them or none (the default), or each for itself.
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { faultAnswer, recordAnswer } from '../http/answer-part.ts'
import { messageOf, Problem, statusOf, type Fault } from '../http/errors.ts'
import { Answer } from '../http/route.ts'
import type { Change } from './hook.ts'
import type { Operation, OperationFault, WriteOptions } from './operation.ts'
import { present } from './present.ts'
import { writeRecords } from './write.ts'

const MOST = 1000
const values = z.record(z.string(), z.unknown())
const id = z.uuid().transform(text => text.toLowerCase())
const version = z.int().positive().optional()
const operation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), data: values }),
  z.strictObject({ op: z.literal('update'), id, version, data: values }),
  z.strictObject({ op: z.literal('delete'), id, version }),
])

/** In the order of the operations: what was written, or with `atomic: false` why it was not. */
export const batchAnswer = z.object({ results: z.array(z.union([
  z.object({ status: z.literal([200, 201]), record: recordAnswer }),
  z.object({ status: z.literal(204), id: z.string() }),
  z.object({ status: z.number().min(400), errors: z.array(faultAnswer) }),
])) })

const path = (at: number, part: string) => part === 'id' || part === 'version' || part === '' ? `operations[${at}]${part && `.${part}`}` : `operations[${at}].data.${part}`
const options: WriteOptions = { path }

export async function writeBatch(context: Context, object: string, given: unknown[], atomic: boolean): Promise<Answer> {
  if (given.length > MOST) throw new Problem('operations.tooMany', { parameters: { max: MOST } })
  const { operations, faults } = parseOperations(given)
  if (!atomic) return new Answer({ json: { results: await writeEach(context, object, operations, faults) } })
  if (faults.length) throw new Problem('invalid', { faults })
  try {
    const changes = await writeRecords(context, object, operations as Operation[], options)
    return new Answer({ text: `{"results":[${changes.map(change => resultText(context, change)).join(',')}]}` })
  } catch (error) {
    // a batch that is not written is 422 whatever stood in its way; the paths say what
    if (error instanceof Problem && error.faults.length) throw new Problem('invalid', { faults: error.faults })
    throw error
  }
}

function parseOperations(given: unknown[]): { operations: (Operation | undefined)[], faults: OperationFault[] } {
  const faults: OperationFault[] = []
  const operations = given.map((each, at) => {
    const parsed = operation.safeParse(each, { reportInput: true })
    if (parsed.success) return parsed.data as Operation
    for (const issue of parsed.error.issues) faults.push({ at, path: [`operations[${at}]`, ...issue.path].join('.'), code: issue.code === 'invalid_type' && issue.input === undefined ? 'value.required' : 'value.invalid' })
    return undefined
  })
  return { operations, faults }
}

const statuses: Record<Change['kind'], number> = { created: 201, updated: 200, deleted: 204, restored: 200 }

function resultText(context: Context, change: Change): string {
  return change.kind === 'deleted' ? `{"status":204,"id":"${change.id}"}` : `{"status":${statuses[change.kind]},"record":${present(context, change)}}`
}

/** Each for itself: what is refused is taken out and the rest tried again, until all that can be written is. */
async function writeEach(context: Context, object: string, operations: (Operation | undefined)[], faults: OperationFault[]): Promise<unknown[]> {
  const results: unknown[] = []
  const refuse = (refused: OperationFault[]) => {
    for (const fault of refused) results[fault.at] = { status: 422, errors: [...((results[fault.at] as { errors?: unknown[] })?.errors ?? []), describe(context, fault)] }
    for (const { at } of refused) (results[at] as { status: number }).status = statusOfAll(refused.filter(fault => fault.at === at))
  }
  refuse(faults)
  let open = operations.map((_, at) => at).filter(at => results[at] === undefined)
  while (open.length) {
    const refused = await tryThese(context, object, open, operations as Operation[], results)
    if (refused.length === 0) break
    refuse(refused)
    open = open.filter(at => results[at] === undefined)
  }
  return results
}

/** Writes the operations at these places behind a savepoint; answers what was refused, or nothing when all is written. */
async function tryThese(context: Context, object: string, places: number[], operations: Operation[], results: unknown[]): Promise<OperationFault[]> {
  const place: WriteOptions = { path: (at, part) => path(places[at], part) }
  try {
    const changes = await (context.sql as Transaction).savepoint(() => writeRecords(context, object, places.map(at => operations[at]), place))
    changes.forEach((change, at) => { results[places[at]] = JSON.parse(resultText(context, change)) })
    return []
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0) throw error
    return (error.faults as OperationFault[]).map(fault => ({ ...fault, at: places[fault.at] }))
  }
}

function describe(context: Context, { path: where, code, parameters }: Fault): object {
  return { path: where, code, message: messageOf(code, parameters, context.locale) }
}

function statusOfAll(faults: Fault[]): number {
  const all = new Set(faults.map(fault => statusOf(fault.code)))
  return all.size === 1 ? [...all][0] : 422
}
