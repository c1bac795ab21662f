// The workflow room: what a step is. One value says its name, label, input and effect; the input schema validates a
// saved workflow, draws the editor's form and documents the API. Steps work on many runs of a workflow at once.
import type { z } from 'zod'
import type { Cause, Context } from '../../kernel/context.ts'
import type { Fault, Problem } from '../../kernel/http/errors.ts'
import type { Label } from '../../kernel/object/definition.ts'
import type { Expected } from './expected.ts'
import type { Names, Shape } from './names.ts'
import type { Outside } from './outside.ts'
import type { Path } from './template.ts'
import type { Run, RunStatus } from './run.ts'
import type { Voice } from './voice.ts'

/** One run at one step, its input filled in. */
export interface Call<Input> {
  /** Acts as the workflow, in the open transaction; the same for all calls of a step. */
  context: Context
  /** Stands behind what this run writes. */
  cause: Cause
  run: Run
  input: Input
  /** The same on a retry: run, step and iteration. */
  key: string
  /** Whether what the step `judges` holds. */
  met: boolean
  /** Which turn of the loops around it; empty outside. */
  iteration: string
  /** The step's id. */
  step: string
  /** What the step `expects`, read. */
  expected?: Expected
  /** Every name that the step's templates look up. */
  paths: Path[]
  /**
   * A part of the input that is `spoken`, filled in for somebody; `text.id` is that part of an object. `named`: the step's own
   * names. Throws Problem `workflow.missingValue` with the name of the first gap.
   */
  speak(part: string, voice: Voice, named: object): string
  /** Adds a warning to the run log: a code of errors.ts with its parameters. */
  warn(code: string, parameters?: Record<string, string>): void
}

/** A step that is not over: the run waits. */
export const waiting = Symbol('waiting')

/** One passage through a list of steps inside a step. */
export interface Turn {
  block: string
  /** In a loop: from 1, and what the passage is about. */
  index?: number
  item?: unknown
}

export interface Step<Input = any> {
  type: string
  label: Label
  help?: Label
  /** The input as it is saved: every text in it may be a template, but those of `fixed`. */
  input: z.ZodType<Input>
  /** Parts of the input that are read when the workflow is saved and so are no templates. */
  fixed?: (keyof Input & string)[]
  /** Parts of the input that are code: what looks like a template in them is none. */
  literal?: (keyof Input & string)[]
  /** What is wrong with it beyond its shape; paths begin at the step's own input. */
  check?(input: Input, names: Names, object: string): Fault[]
  /** What only the database or another process knows to be wrong with it: asked when the workflow is saved, in that transaction. */
  verify?(context: Context, input: Input): Promise<Fault[]>
  /** What later steps may name as `steps.<id>`. */
  output?(input: Input, object: string): Shape
  /** Parts of the input that go to the outside: a missing value in them fails the step, as `workflow.missingValue`. */
  complete?: (keyof Input & string)[]
  /** The input as the run log shows it: without its secrets. */
  shown?(input: Input): unknown
  /** Parts of the input that are texts to somebody in particular: the step has them filled in by `call.speak`, and brings names of its own. */
  spoken?: { parts: (keyof Input & string)[], names: Record<string, Shape> }
  /** A part of the input that is an event that runs wait for (expected.ts). */
  expects?: keyof Input & string
  /** It writes to customers: a workflow with such a step does not make up for what is a day late (API.md §7). */
  reachesCustomers?: boolean
  /** Told of runs that have ended, or have left behind the step for which they waited (versions.ts), in the same transaction, so that nothing of theirs is left waiting. */
  over?(context: Context, runs: { id: string, status: RunStatus }[]): Promise<void>
  /** What a job does for each call of a step to the outside (outside.ts). */
  outside?: Outside<Input>
  /** Parts of its output that are records, or lists of them. */
  finds?: string[]
  /** What later steps may name as `vars.<name>`. */
  variables?(input: Input): string[]
  /** It changes records: runs that did are kept for as long as it may be asked why a record is as it is (sweep.ts). */
  writes?: boolean
  /** Ends the run here. */
  stops?: boolean
  /** Parts of the input that are lists of steps themselves; true where there must be one. */
  blocks?: Record<string, boolean>
  /** A part of the input that is a filter on the record and the names of templates: `call.met` says whether it holds. */
  judges?: string
  /** What the steps inside may name besides. `paths` are the names that the input looks up. */
  inside?(input: Input, names: Names, paths: Path[]): Record<string, Shape>
  /** Which of its lists come next, in order, by its output. */
  turns?(output: any): Turn[]
  /**
   * Takes effect for all these runs, in one transaction with their marks; answers what `steps.<id>` holds for each, or
   * `waiting` where the run rests until something wakes it (wake.ts), a Problem where it failed for this one alone.
   * Throws Problem when it cannot be done for any of them: nothing of it stays, and the runs are tried one by one.
   */
  run(calls: Call<Input>[]): Promise<(object | typeof waiting | Problem | undefined)[]>
  /** In a dry run, whose transaction is undone, instead of `run`: for what waits or reaches beyond the database. */
  pretend?(calls: Call<Input>[]): (object | undefined)[] | Promise<(object | undefined)[]>
}

export function defineStep<Input>(type: string, declared: Omit<Step<Input>, 'type'>): Step<Input> {
  return { type, ...declared }
}
