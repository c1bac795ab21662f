// Kernel: a refusal is an error whose message is one sentence for the person at the terminal: what is wrong and what to do.

/** Thrown where going on would do harm. The command line prints `message` alone, without a stack, and exits with 1. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** The system's code of an error (`ENOSPC`, `EACCES`, SQLSTATE …), or an empty text. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** The first line of what an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]
}
