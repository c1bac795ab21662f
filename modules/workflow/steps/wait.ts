// Step wait: the run rests for a while, or until a time, as a row and a timer: for minutes or for years, through restarts.
import { DateTime } from 'luxon'
import { z } from 'zod'
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import { valueOf } from '../names.ts'
import { defineStep, waiting, type Call } from '../step.ts'
import { isTemplate } from '../template.ts'
import { stepTexts } from '../texts.ts'
import { setWaits, type Wait } from '../wake.ts'

const amount = z.number().min(0).max(100_000)
/** Nobody waits longer, and a mistake in a template should not either. */
const MOST_YEARS = 20

const input = z.strictObject({
  for: z.strictObject({ minutes: amount, hours: amount, days: amount, weeks: amount, months: amount }).partial().refine(given => Object.keys(given).length > 0, { params: { code: 'value.required' } }).optional(),
  /** A date or a time, mostly a template: `{{ record.closingDate | minusDays: 3 | at: "09:00" }}`. One that is past is not waited for. */
  until: z.string().trim().min(1).max(500).optional(),
})

type Input = z.output<typeof input>

export const wait = defineStep('wait', {
  ...stepTexts.wait,
  input,
  check({ for: span, until }): Fault[] {
    if ((span === undefined) === (until === undefined)) return [{ path: 'for', code: 'value.required' }]
    return until === undefined || isTemplate(until) || DateTime.fromISO(until).isValid ? [] : [{ path: 'until', code: 'value.invalid' }]
  },
  output: () => ({ kind: 'fields', fields: { until: valueOf('dateTime') } }),
  async run(calls) {
    const ends = calls.map(endOf)
    const waits = calls.flatMap(({ context, run, step, iteration }, at): Wait[] => ends[at] > context.now ? [{ run: run.id, step, iteration, dueAt: ends[at] }] : [])
    await setWaits(calls[0].context, waits)
    return calls.map(({ context }, at) => ends[at] > context.now ? waiting : { until: ends[at].toISOString() })
  },
  pretend: calls => calls.map(call => ({ until: endOf(call).toISOString() })),
})

/** In the workspace's zone, so that a day is a day also where clocks are moved. Throws Problem for what is no time. */
function endOf({ context: { now, workspace }, input: { for: span, until } }: Call<Input>): Date {
  const zone = workspace.timeZone
  const end = span ? DateTime.fromJSDate(now, { zone }).plus(span) : DateTime.fromISO(String(until ?? ''), { zone })
  if (!end.isValid || end.diff(DateTime.fromJSDate(now), 'years').years > MOST_YEARS) throw new Problem('invalid', { faults: [{ path: span ? 'for' : 'until', code: 'value.invalid' }] })
  return end.toJSDate()
}
