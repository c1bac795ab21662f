// The functions room: reading blocks as they were given; every fault is listed with its path.
import { refuse, type Fault } from '../../../kernel/http/errors.ts'
import { faultsOf } from '../../../kernel/http/pipeline.ts'
import { shapes, type Block, type BlockType } from './block.ts'
import { listsOf } from './choices.ts'

const DEEPEST = 5
const MOST = 200
/** Throws Problem with every fault. */
export function readBlocks(given: unknown[]): Block[] {
  const faults: Fault[] = []
  const counted = { count: 0 }
  const blocks = readList(given, 'blocks', 1, faults, counted)
  if (counted.count > MOST) faults.push({ path: 'blocks', code: 'list.tooLong', parameters: { max: MOST } })
  if (faults.length) throw refuse(faults)
  return blocks
}

function readList(given: unknown, path: string, depth: number, faults: Fault[], counted: { count: number }): Block[] {
  if (!Array.isArray(given)) {
    faults.push({ path, code: 'value.required' })
    return []
  }
  if (depth > DEEPEST) {
    faults.push({ path, code: 'function.nested', parameters: { max: DEEPEST } })
    return []
  }
  counted.count += given.length
  return given.slice(0, MOST).flatMap((each, at) => readBlock(each, `${path}[${at}]`, depth, faults, counted))
}

function readBlock(given: any, path: string, depth: number, faults: Fault[], counted: { count: number }): Block[] {
  const type = given?.type
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) {
    faults.push({ path: `${path}.type`, code: 'function.block' })
    return []
  }
  const parsed = shapes[type as BlockType].safeParse(given, { reportInput: true })
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap(issue => faultsOf(issue, '')).map(fault => ({ ...fault, path: `${path}.${fault.path}` })))
  const lists = (listsOf[type] ?? []).filter(name => name !== 'else' || given.else !== undefined)
  const inner = Object.fromEntries(lists.map(name => [name, readList(given[name], `${path}.${name}`, depth + 1, faults, counted)]))
  return parsed.success ? [{ ...parsed.data, ...inner } as Block] : []
}
