// The functions room: does what a running function asks for, once: from the journal where it was done before.
import { z } from 'zod'
import { Problem, messageOf, type Parameters } from '../../kernel/http/errors.ts'
import { problemOf } from '../../kernel/http/problem-of.ts'
import { OutsideFailure, sound } from '../workflow/index.ts'
import { calls, type Asking } from './calls.ts'
import { answersFrom, failedOf, noteDone, noteOutcome, noteSending, readJournal, type Entry, type Failed } from './journal.ts'
import type { Host } from './sandbox/sandbox.ts'

/** Characters of all answers together. */
const MOST_ANSWERED = 4 * 1024 ** 2

/** What a call throws at the function. */
export class CallFailed extends Error {
  readonly code: string
  readonly passing: boolean
  readonly parameters: Parameters

  constructor({ code, message, passing = false }: Failed, parameters: Parameters = {}) {
    super(message)
    this.code = code
    this.passing = passing
    this.parameters = parameters
  }
}

export interface RunHost extends Host {
  lines: string[]
  /** The last thing that failed: what the function did not catch is told in its words. */
  failure: CallFailed | OutsideFailure | undefined
}

/** For one try of the run `run`, of which an earlier one may have `ended`; in a test (`asking.pretended`) everything is as if. */
export async function openHost(asking: Asking, run: string, ended: boolean): Promise<RunHost> {
  const journal = asking.pretended ? new Map<number, Entry>() : await readJournal(asking.context, run, ended)
  let answered = 0
  const host: RunHost = {
    lines: [], failure: undefined,
    log: line => void host.lines.push(line),
    async call(n, name, given) {
      try {
        // what cannot be written down would be asked for and then not be known
        const args = sound(given) as unknown[]
        const answer = await answerOnce(asking, run, journal.get(n), n, name, args)
        answered += JSON.stringify(answer ?? null).length
        if (answered > MOST_ANSWERED) throw new Problem('function.answerTooLarge')
        return answer
      } catch (error) {
        throw host.failure = explain(asking, error)
      }
    },
  }
  return host
}

function explain({ context }: Asking, error: unknown): CallFailed | OutsideFailure {
  if (error instanceof CallFailed) return error
  if (error instanceof OutsideFailure && error.kind === 'unsure') return error
  if (error instanceof OutsideFailure) return new CallFailed(failedOf(error, messageOf(error.code, error.parameters, context.locale)), error.parameters)
  const { code, parameters, faults } = error instanceof Problem ? error : problemOf(error)
  if (code === 'internal') context.log.error({ err: error }, 'A call of a function broke')
  const said = faults.map(fault => [fault.path, messageOf(fault.code, fault.parameters, context.locale)].filter(Boolean).join(': ')).join('; ')
  return new CallFailed({ code, message: said || messageOf(code, parameters, context.locale) }, parameters)
}

/** A worker that was taken for dead may be at the same call: what it wrote down meanwhile is told. */
async function answerOnce(asking: Asking, run: string, entry: Entry | undefined, n: number, name: string, given: unknown[]): Promise<unknown> {
  if (answersFrom(entry, n, name, given)) {
    if (entry!.error) throw new CallFailed(entry!.error)
    return entry!.answer
  }
  const kind = Object.hasOwn(calls, name) ? calls[name] : undefined
  if (!kind) throw new Problem('function.call', { parameters: { name: name.slice(0, 60) } })
  const args = readArguments(kind.args, name, given)
  const { context, app, pretended } = asking
  const own = { ...asking, key: `${asking.key}:${n}` }
  if (pretended) {
    const answer = await kind.run(own, args)
    await noteDone(context, run, n, name, given, answer, 'pretended')
    return answer
  }
  const again = async () => answerOnce(asking, run, (await readJournal(context, run, false)).get(n), n, name, given)
  if (kind.way === 'write') {
    const done = await app.database.transaction(async transaction => {
      const inside = { ...context, sql: transaction, now: app.clock.now() }
      // first, so that the transaction is open before the write, which alone would commit by itself
      if (!await noteDone(inside, run, n, name, given, null)) return undefined
      const answer = await kind.run({ ...own, context: inside }, args)
      await noteOutcome(inside, run, n, name, given, { answer })
      return { answer }
    })
    if (!done) return again()
    app.wake(context.workspace.schema)
    return done.answer
  }
  if (kind.way === 'outside' && !await noteSending(context, run, n, name, given)) {
    if (!entry) return again()
    if (!kind.keyed) throw new OutsideFailure('unsure', 'outside.unknown')
  }
  return keepOutcome(own, run, n, name, given, () => kind.run(own, args))
}

/** What it was told, or that it failed, is told again on a retry. */
async function keepOutcome(asking: Asking, run: string, n: number, name: string, given: unknown[], work: () => Promise<unknown>): Promise<unknown> {
  const { context } = asking
  try {
    const answer = await work()
    await noteOutcome(context, run, n, name, given, { answer })
    return answer
  } catch (error) {
    const failure = explain(asking, error)
    if (failure instanceof CallFailed) await noteOutcome(context, run, n, name, given, { error: failedOf(error, failure.message) })
    throw failure
  }
}

function readArguments(schema: z.ZodType, name: string, given: unknown[]): any {
  // what is left out at the end stands as undefined, so that defaults apply
  const padded = [...given, ...Array.from({ length: 3 }, () => undefined)]
  const parsed = schema instanceof z.ZodTuple ? schema.safeParse(padded.slice(0, schema.def.items.length)) : schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Problem('function.arguments', { parameters: { name, reason: `${issue.path.join('.')}: ${issue.message}`.slice(0, 200) } })
}
