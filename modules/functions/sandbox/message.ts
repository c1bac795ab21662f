// The functions room: what the program and the process of its sandbox say to each other.

export type ToSandbox =
  /** Reads the code; without `given` it is only checked. */
  | { kind: 'run', code: string, given?: string, now: number, seed: number, computingMs: number }
  /** The answer to a call: JSON of `{ value }` or `{ error: { code, message } }`. */
  | { kind: 'answer', n: number, reply: string }

export type FromSandbox =
  | { kind: 'ready' }
  | { kind: 'call', n: number, name: string, args: string }
  | { kind: 'log', line: string }
  /** It waits for answers; milliseconds that it has computed so far. */
  | { kind: 'resting', spent: number }
  /** JSON of what the function returned. */
  | { kind: 'done', result: string, spent: number }
  | { kind: 'failed', code: string, message: string, line: number | null, spent: number }
