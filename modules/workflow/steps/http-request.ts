// Step httpRequest: calls another program. Its answer is known to the steps that follow.
import { z } from 'zod'
import { isCallable } from '../../../kernel/http/outside.ts'
import type { Fault } from '../../../kernel/http/errors.ts'
import { wallClock } from '../../../kernel/job/clock.ts'
import { concealHeaders, concealUrl } from '../conceal.ts'
import { callHttp, methods } from '../http-call.ts'
import { open, valueOf } from '../names.ts'
import { defineOutsideStep, type Errand } from '../outside.ts'
import { isPassingStatus, OutsideFailure, pauseOf } from '../outside-failure.ts'
import { readHosts } from '../outside-hosts.ts'
import { isTemplate } from '../template.ts'
import { stepTexts } from '../texts.ts'

const input = z.strictObject({
  method: z.enum(methods).default('POST'),
  url: z.string().trim().min(1).max(4000),
  headers: z.record(z.string().max(100), z.string().max(8000)).refine(given => Object.keys(given).length <= 50).optional(),
  /** JSON, or a text that is sent as it is. */
  body: z.json().optional(),
  /** Seconds. */
  timeout: z.number().int().min(1).max(30).default(10),
})

type Input = z.output<typeof input>

export const httpRequest = defineOutsideStep<Input>('httpRequest', { keyed: true, peer: ({ url }) => hostOf(url), perform }, {
  ...stepTexts.httpRequest,
  input,
  fixed: ['method', 'timeout'],
  // an empty value in a body is a value; a gap in the address leads elsewhere
  complete: ['url', 'headers'],
  shown: ({ url, headers, ...rest }) => ({ ...rest, url: concealUrl(url), ...headers ? { headers: concealHeaders(headers) } : {} }),
  // whether it lies in a private network is judged when it is called: what is allowed may change
  check: ({ url }): Fault[] => isTemplate(url) || isCallable(url, true) ? [] : [{ path: 'url', code: 'outside.address' }],
  output: () => ({ kind: 'fields', fields: { status: valueOf('number'), headers: open, body: open } }),
})

/** A call to what is no address goes nowhere. */
function hostOf(url: unknown): string {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : ''
}

async function perform({ context, input: { method, url, headers = {}, body, timeout }, key }: Errand<Input>): Promise<object> {
  if (!isCallable(String(url), true)) throw new OutsideFailure('final', 'outside.address')
  const texts = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]))
  const answer = await callHttp({ method, url: String(url), headers: texts, body, timeout, key }, await readHosts(context))
  if (answer.status >= 200 && answer.status < 300) return answer
  const pause = pauseOf(answer.headers['retry-after'], wallClock())
  throw new OutsideFailure(isPassingStatus(answer.status) ? 'passing' : 'final', 'outside.status', { status: answer.status }, { pause, output: answer })
}
