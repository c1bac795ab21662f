// The functions room: runs code in a process of its own, which is killed when it does not answer in time, and replaced after
// anything but a plain end. What it may reach is what `Host` does for it.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { MOST_COMPUTING_MS, MOST_SILENT_MS, MOST_WALL_MS } from '../limits.ts'
import type { FromSandbox, ToSandbox } from './message.ts'

export interface Host {
  /** Does call number `n`, from 1; what it throws must have a `code` and a message. */
  call(n: number, name: string, args: unknown[]): Promise<unknown>
  log(line: string): void
}

export interface Task {
  code: string
  /** What the function is given: JSON values by name. */
  given: object
  /** Milliseconds: the time inside. */
  now: number
  /** What chance goes by. */
  seed: number
  computingMs?: number
}

export interface Ended { result: unknown, spentMs: number }

/** Why a function did not come to its end. */
export class SandboxFailure extends Error {
  readonly code: string
  readonly line: number | null
  readonly spentMs: number

  constructor(code: string, message: string, line: number | null = null, spentMs = 0) {
    super(message)
    this.code = code
    this.line = line
    this.spentMs = spentMs
  }
}

/** Processes that wait for work, and how many runs one does before it is replaced. */
const MOST_IDLE = 2
const RUNS_A_PROCESS = 100

const program = fileURLToPath(new URL('./process.ts', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))

interface Worker { child: ChildProcess, runs: number, ready: Promise<void> }

const idle: Worker[] = []

function startWorker(): Worker {
  // it reads this room and the packages; all other files, writing, other processes and add-ons are closed to it
  const reads = ['node_modules', 'modules/functions', 'package.json'].map(path => `--allow-fs-read=${root}${path}`)
  const execArgv = ['--disable-warning=ExperimentalWarning', '--permission', ...reads, '--max-old-space-size=192']
  const child = fork(program, { execArgv, env: { TZ: 'UTC' }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
  const ready = new Promise<void>((done, fail) => {
    child.once('message', () => done())
    child.once('exit', () => fail(new SandboxFailure('function.crashed', 'The process did not start')))
    child.once('error', fail)
  })
  ready.catch(() => {})
  const worker = { child, runs: 0, ready }
  // one that the system ends while it rests is nobody's next
  child.once('exit', () => idle.includes(worker) && idle.splice(idle.indexOf(worker), 1))
  return worker
}

/** Reads the code without running it. Throws SandboxFailure. */
export async function checkCode(code: string): Promise<void> {
  await inProcess({ kind: 'run', code, now: 0, seed: 0, computingMs: MOST_COMPUTING_MS }, { call: () => Promise.reject(new Error('no calls')), log: () => {} })
}

/** Throws SandboxFailure. */
export function runCode({ code, given, now, seed, computingMs = MOST_COMPUTING_MS }: Task, host: Host): Promise<Ended> {
  return inProcess({ kind: 'run', code, given: JSON.stringify(given), now, seed, computingMs }, host)
}

async function inProcess(task: ToSandbox, host: Host): Promise<Ended> {
  const worker = idle.pop() ?? startWorker()
  hold(worker, true)
  worker.runs++
  let ended: Ended
  try {
    await worker.ready
    ended = await converse(worker.child, task, host)
  } catch (error) {
    worker.child.kill('SIGKILL')
    throw error
  }
  if (worker.runs < RUNS_A_PROCESS && idle.length < MOST_IDLE) rest(worker)
  else worker.child.kill('SIGKILL')
  return ended
}

function rest(worker: Worker): void {
  hold(worker, false)
  idle.push(worker)
}

/** One that rests does not keep the program from ending. */
function hold({ child }: Worker, held: boolean): void {
  if (held) child.ref()
  else child.unref()
  if (held) child.channel?.ref()
  else child.channel?.unref()
}

/** One run: messages back and forth until it ends, or is given up. */
function converse(child: ChildProcess, task: ToSandbox, host: Host): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let silence: NodeJS.Timeout | undefined
    let ended = false
    const end = (work: () => void) => {
      ended = true
      clearTimeout(silence)
      clearTimeout(wall)
      child.off('message', take)
      child.off('exit', crash)
      work()
    }
    const fail = (code: string, message: string, line: number | null = null, spentMs = 0) => end(() => reject(new SandboxFailure(code, message, line, spentMs)))
    const wall = setTimeout(() => fail('function.tooLong', 'It took too long in all', null, MOST_WALL_MS), MOST_WALL_MS)
    const tell = (message: ToSandbox) => {
      clearTimeout(silence)
      silence = setTimeout(() => fail('function.tooLong', 'It does not answer', null, MOST_SILENT_MS), MOST_SILENT_MS)
      child.send(message, error => { if (error) crash() })
    }
    const crash = () => fail('function.crashed', 'Its process ended')
    const take = (message: FromSandbox) => {
      if (message.kind === 'log') host.log(message.line)
      if (message.kind === 'resting') clearTimeout(silence)
      // after the end the process is at another run, whose calls have the same numbers
      if (message.kind === 'call') void reply(host, message).then(text => !ended && child.connected && tell({ kind: 'answer', n: message.n, reply: text }))
      if (message.kind === 'done') end(() => resolve({ result: JSON.parse(message.result), spentMs: message.spent }))
      if (message.kind === 'failed') fail(message.code, message.message, message.line, message.spent)
    }
    child.on('message', take)
    child.on('exit', crash)
    tell(task)
  })
}

async function reply(host: Host, { n, name, args }: Extract<FromSandbox, { kind: 'call' }>): Promise<string> {
  try {
    return JSON.stringify({ value: await host.call(n, name, JSON.parse(args)) ?? null })
  } catch (error) {
    const { code = 'internal', message } = error as { code?: string, message: string }
    return JSON.stringify({ error: { code, message } })
  }
}
