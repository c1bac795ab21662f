// What a write asks for, and the faults that it collects on the way: each knows its operation, so that all are listed.
import type { Cause } from '../context.ts'
import { Problem, refuse, statusOf, type Fault, type Parameters } from '../http/errors.ts'
import type { RecordValues } from './hook.ts'
import type { Pretence } from './pretence.ts'

export type Operation =
  | { op: 'create', data: RecordValues, id?: string }
  | { op: 'update', id: string, version?: number, data: RecordValues }
  | { op: 'delete', id: string, version?: number }
  | { op: 'restore', id: string, version?: number }

export interface WriteOptions {
  /** Keeps phones that cannot be normalised, marked, instead of refusing them (imports). */
  lenient?: boolean
  /** Values are in API form already: checked by the field types on their way (imports). */
  parsed?: boolean
  /** Everything is checked and nothing written (previews). */
  dryRun?: boolean
  /** What earlier parts of the same dry run have pretended to write. */
  pretence?: Pretence
  /** Fields of which only parts are given: the others stay as they are (addresses in imports). */
  mergeParts?: ReadonlySet<string>
  /** false: record triggers of workflows do not see this write (imports without `runWorkflows`). */
  workflows?: boolean
  /** false: what stages require is not asked (imports without `enforceStageRules`, what puts records back, a stage that is emptied). */
  stageRules?: boolean
  /** Whether transition rules are asked: default for every write that is bounded by the caller's rights (false for what puts records back). */
  transitions?: boolean
  /** Why an administrator gives a filled write-once field another value; kept with the change. Without it she may only clear it. With it who may override also goes where transition rules do not let her. */
  overrideReason?: string
  /** Nothing is given: computed fields are computed anew, which is no edit (the version and who changed it stay). Records that are not there are passed over. */
  recompute?: boolean
  /** The kernel's or a module's own write: the caller's rights are not asked. */
  unbounded?: boolean
  /** What an update gives, where that depends on what the record holds under its lock (bulk changes); in place of `data`. */
  revise?(before: RecordValues): RecordValues
  /** What stands behind each operation, where that differs within one write (steps of many workflow runs); default the context's cause. */
  cause?(at: number): Cause | undefined
  /** The path of an operation's value in the request, for faults: default the field's name alone. */
  path?(at: number, part: string): string
}

export interface OperationFault extends Fault {
  /** Which operation of the request. */
  at: number
}

/** Collects faults over a whole write. */
export class Faults {
  readonly list: OperationFault[] = []
  private path: (at: number, part: string) => string
  private conceals: (part: string) => boolean

  /** `conceals`: names that the caller may not know (rules.ts, isConcealed). */
  constructor(options: WriteOptions, conceals: (part: string) => boolean = () => false) {
    this.path = options.path ?? ((_, part) => part)
    this.conceals = options.unbounded ? () => false : conceals
  }

  /** What is wrong with a field that the caller may not know tells neither its name nor why: the operation is not hers to do. */
  add(at: number, part: string, code: string, parameters?: Parameters): void {
    if (code !== 'field.unknown' && this.conceals(part)) return this.add(at, '', 'permission.denied')
    const path = this.path(at, part)
    // the first reason is the one to mend
    if (!this.list.some(fault => fault.at === at && fault.path === path)) this.list.push({ at, path, code, parameters })
  }

  has(at: number): boolean {
    return this.list.some(fault => fault.at === at)
  }

  /** Throws what was found. A whole-record fault (404, 412) alone keeps its own status. */
  throwAny(): void {
    if (this.list.length) throw refusal(this.list)
  }
}

function refusal(faults: OperationFault[]): Problem {
  const whole = faults.filter(fault => [404, 412].includes(statusOf(fault.code)))
  return whole.length === faults.length && new Set(whole.map(fault => fault.code)).size === 1
    ? new Problem(whole[0].code, { faults })
    : refuse(faults)
}
