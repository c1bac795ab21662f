// Step wait: the run rests for a while, until a time, or until something happens to a record, as a row and a timer: for minutes
// or for years, through restarts.
import { DateTime } from 'luxon'
import { z } from 'zod'
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import { setExpectations } from '../expectation.ts'
import { eventInput, keyOf } from '../expected.ts'
import { value, valueOf, type Shape } from '../names.ts'
import { defineStep, waiting, type Call } from '../step.ts'
import { isTemplate } from '../template.ts'
import { stepTexts } from '../texts.ts'
import { setWaits, type Wait } from '../wake.ts'

const amount = z.number().min(0).max(100_000)
/** Nobody waits longer, and a mistake in a template should not either. */
const MOST_YEARS = 20

const span = z.strictObject({ minutes: amount, hours: amount, days: amount, weeks: amount, months: amount }).partial().refine(given => Object.keys(given).length > 0, { params: { code: 'value.required' } })

const input = z.strictObject({
  for: span.optional(),
  /** A date or a time, mostly a template: `{{ record.closingDate | minusDays: 3 | at: "09:00" }}`. One that is past is not waited for. */
  until: z.string().trim().min(1).max(500).optional(),
  /** A change of the run's own record, or of another one that `match` describes. */
  forEvent: eventInput.optional(),
  /** How long the event is waited for. */
  timeout: span.optional(),
})

type Input = z.output<typeof input>

export const wait = defineStep<Input>('wait', {
  ...stepTexts.wait,
  input,
  expects: 'forEvent',
  check({ for: length, until, forEvent, timeout }): Fault[] {
    if ([length, until, forEvent].filter(given => given !== undefined).length !== 1) return [{ path: 'for', code: 'value.required' }]
    if ((forEvent === undefined) !== (timeout === undefined)) return [{ path: 'timeout', code: forEvent ? 'value.required' : 'value.invalid' }]
    if (isTooLong(length ?? timeout ?? {})) return [{ path: length ? 'for' : 'timeout', code: 'value.invalid' }]
    return until === undefined || isTemplate(until) || DateTime.fromISO(until).isValid ? [] : [{ path: 'until', code: 'value.invalid' }]
  },
  output: ({ forEvent }, own): Shape => {
    const object = forEvent?.object ?? own
    return { kind: 'fields', fields: { until: valueOf('dateTime'), ...forEvent ? { event: valueOf('boolean'), record: object ? { kind: 'record', object } : value } : {} } }
  },
  finds: ['record'],
  async run(calls) {
    const ends = calls.map(endOf)
    const resting = calls.map((call, at) => ({ call, dueAt: ends[at] })).filter(({ call, dueAt }) => dueAt > call.context.now)
    await setWaits(calls[0].context, resting.map(({ call: { run, step, iteration, expected }, dueAt }): Wait => ({ run: run.id, step, iteration, dueAt, ...expected ? { way: 'event' } : {} })))
    await setExpectations(calls[0].context, resting.flatMap(({ call: { run, step, iteration, expected, input } }) => expected
      ? [{ run: run.id, workflow: run.workflow, step, iteration, key: keyOf(expected, run.record, input.forEvent?.match ?? {}) }] : []))
    return calls.map((call, at) => ends[at] > call.context.now ? waiting : outcome(call, ends[at]))
  },
  pretend: calls => calls.map(call => outcome(call, endOf(call))),
})

function isTooLong(rest: z.output<typeof span>): boolean {
  const now = DateTime.utc()
  return now.plus(rest) > now.plus({ years: MOST_YEARS })
}

/** As when nothing happened in time. */
function outcome({ expected }: Call<Input>, end: Date): object {
  return { ...expected ? { event: false, record: null } : {}, until: end.toISOString() }
}

/** In the workspace's zone, so that a day is a day also where clocks are moved. Throws Problem for what is no time. */
function endOf({ context: { now, workspace }, input: { for: length, until, timeout } }: Call<Input>): Date {
  const zone = workspace.timeZone
  const rest = length ?? timeout
  const end = rest ? DateTime.fromJSDate(now, { zone }).plus(rest) : DateTime.fromISO(String(until ?? ''), { zone })
  if (!end.isValid || end.diff(DateTime.fromJSDate(now), 'years').years > MOST_YEARS) throw new Problem('invalid', { faults: [{ path: length ? 'for' : timeout ? 'timeout' : 'until', code: 'value.invalid' }] })
  return end.toJSDate()
}
