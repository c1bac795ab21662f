// The functions room: the process in which functions run, one at a time, each in a context of its own. It holds no secret and
// no connection; whoever started it kills it when anything is amiss.
import { stripTypeScriptTypes } from 'node:module'
import { getQuickJS, type QuickJSContext, type QuickJSDeferredPromise, type QuickJSHandle, type QuickJSRuntime } from 'quickjs-emscripten'
import { MEMORY_BYTES, MOST_CALLS, MOST_LINE, MOST_LINES, MOST_LOG, MOST_RESULT, STACK_BYTES } from '../limits.ts'
import type { FromSandbox, ToSandbox } from './message.ts'
import { asModule, prelude } from './prelude.ts'

const quick = await getQuickJS()
const send = (message: FromSandbox) => void process.send!(message)

/** The run that is going on. */
let answer: (n: number, reply: string) => void = () => {}

class Stopped extends Error {
  readonly code: string
  readonly line: number | null

  constructor(code: string, message: string, line: number | null = null) {
    super(message)
    this.code = code
    this.line = line
  }
}

/** This process's own time, which a busy machine does not shorten. */
function computed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function run({ code, given, now, seed, computingMs }: Extract<ToSandbox, { kind: 'run' }>): void {
  const begun = computed()
  const runtime = quick.newRuntime()
  runtime.setMemoryLimit(MEMORY_BYTES)
  runtime.setMaxStackSize(STACK_BYTES)
  runtime.setInterruptHandler(() => computed() - begun > computingMs)
  const vm = runtime.newContext()
  const spent = () => Math.round(computed() - begun)
  const over = (message: FromSandbox) => {
    answer = () => {}
    send(message)
  }
  const fail = (error: unknown) => {
    const stopped = error instanceof Stopped ? error : new Stopped(error instanceof RangeError ? 'function.tooDeep' : 'function.crashed', String(error))
    over({ kind: 'failed', code: stopped.code, message: stopped.message, line: stopped.line, spent: spent() })
  }
  try {
    const main = load(vm, code)
    if (given === undefined) return over({ kind: 'done', result: 'null', spent: spent() })
    const calls = openCalls(vm)
    const start = taken(vm, vm.callFunction(taken(vm, vm.evalCode(prelude, 'prelude.js')), vm.undefined, calls.ask, openLog(vm), vm.newString(given), vm.newNumber(now), vm.newNumber(seed), vm.newNumber(MOST_RESULT)))
    const promise = taken(vm, vm.callFunction(start, vm.undefined, main))
    const goOn = () => {
      const result = advance(vm, runtime, promise, calls.open)
      if (result === undefined) send({ kind: 'resting', spent: spent() })
      else over({ kind: 'done', result, spent: spent() })
    }
    answer = (n, reply) => {
      try {
        calls.settle(n, reply)
        goOn()
      } catch (error) {
        fail(error)
      }
    }
    goOn()
  } catch (error) {
    fail(error)
  }
}

/** The function itself, read as a module; types are taken away first. */
function load(vm: QuickJSContext, code: string): QuickJSHandle {
  let plain: string
  try {
    plain = stripTypeScriptTypes(asModule(code))
  } catch (error) {
    const { message, stack = '' } = error as Error
    throw new Stopped('function.syntax', message.slice(0, 300), Number(/^[^:\n]*:(\d+)\n/.exec(stack)?.[1]) || null)
  }
  const module = taken(vm, vm.evalCode(plain, 'function.js', { type: 'module' }), 'function.syntax')
  const main = vm.getProp(module, 'default')
  if (vm.typeof(main) !== 'function') throw new Stopped('function.noDefault', 'There is no default function')
  return main
}

function openCalls(vm: QuickJSContext) {
  const waiting = new Map<number, QuickJSDeferredPromise>()
  let count = 0
  const ask = vm.newFunction('ask', (name, args) => {
    const promise = vm.newPromise()
    const n = ++count
    waiting.set(n, promise)
    const refused = n > MOST_CALLS ? 'function.tooManyCalls' : lengthOf(vm, args) > MOST_RESULT ? 'function.callTooLarge' : undefined
    // what was asked already is answered first: the count must not depend on how fast the world is
    if (refused) settle(n, JSON.stringify({ error: { code: refused, message: refused } }))
    else send({ kind: 'call', n, name: vm.getString(name), args: vm.getString(args) })
    return promise.handle
  })
  const settle = (n: number, reply: string): void => {
    const promise = waiting.get(n)
    waiting.delete(n)
    if (promise) vm.newString(reply).consume(text => promise.resolve(text))
  }
  return { ask, settle, open: () => waiting.size }
}

function lengthOf(vm: QuickJSContext, text: QuickJSHandle): number {
  return vm.getProp(text, 'length').consume(length => vm.getNumber(length))
}

function openLog(vm: QuickJSContext): QuickJSHandle {
  let lines = 0
  let length = 0
  return vm.newFunction('say', text => {
    if (lines > MOST_LINES || length > MOST_LOG) return
    lines++
    const line = lengthOf(vm, text) > MOST_LINE ? `${vm.getString(vm.unwrapResult(vm.callMethod(text, 'slice', [vm.newNumber(0), vm.newNumber(MOST_LINE)])))}…` : vm.getString(text)
    length += line.length
    send({ kind: 'log', line: lines > MOST_LINES || length > MOST_LOG ? '…' : line })
  })
}

/** Works until everything waits; the result, or undefined while calls are open. */
function advance(vm: QuickJSContext, runtime: QuickJSRuntime, promise: QuickJSHandle, open: () => number): string | undefined {
  const jobs = runtime.executePendingJobs()
  if (jobs.error) throw explain(vm, jobs.error)
  const state = vm.getPromiseState(promise)
  if (state.type === 'rejected') throw explain(vm, state.error)
  if (state.type === 'pending') {
    if (open() === 0 && !runtime.hasPendingJob()) throw new Stopped('function.unsettled', 'It waits for something that never comes')
    return undefined
  }
  return vm.getString(state.value)
}

function taken(vm: QuickJSContext, result: { error?: QuickJSHandle, value?: QuickJSHandle }, otherwise?: string): QuickJSHandle {
  if (result.error) throw explain(vm, result.error, otherwise)
  return result.value!
}

/** What the code threw, in our words where it was a limit. */
function explain(vm: QuickJSContext, error: QuickJSHandle, otherwise = 'function.threw'): Stopped {
  const isObject = vm.typeof(error) === 'object'
  const part = (name: string) => isObject ? vm.getProp(error, name).consume(text => vm.typeof(text) === 'string' ? vm.getString(text).slice(0, 2000) : '') : ''
  const [name, code, stack] = [part('name'), part('code'), part('stack')]
  const message = ((isObject && part('message')) || (stack ? '' : print(vm, error))).slice(0, 500)
  const line = Number(/function\.js:(\d+)/.exec(stack)?.[1]) || null
  if (name === 'InternalError' && message === 'interrupted') return new Stopped('function.tooLong', message, line)
  if (/out of memory/.test(message)) return new Stopped('function.tooMuchMemory', message, line)
  if (/stack (overflow|size exceeded)/i.test(message)) return new Stopped('function.tooDeep', message, line)
  if (code) return new Stopped(code, message, line)
  return new Stopped(name === 'SyntaxError' && otherwise === 'function.syntax' ? 'function.syntax' : 'function.threw', name && name !== 'Error' ? `${name}: ${message}` : message, line)
}

/** What was thrown in place of an error, as a log prints it. */
function print(vm: QuickJSContext, thrown: QuickJSHandle): string {
  const value: unknown = vm.dump(thrown)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

process.on('message', (message: ToSandbox) => message.kind === 'run' ? run(message) : answer(message.n, message.reply))
process.on('disconnect', () => process.exit(0))
send({ kind: 'ready' })
