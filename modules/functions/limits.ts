// The functions room: what bounds one run of a function.

/** Milliseconds of computing; waiting for calls does not count. */
export const MOST_COMPUTING_MS = 5000
/** Milliseconds in all, calls included. */
export const MOST_WALL_MS = 60_000
/** Milliseconds that a process may stay silent while it computes: on a busy machine computing takes longer than its own time. */
export const MOST_SILENT_MS = 20_000
export const MEMORY_BYTES = 64 * 1024 ** 2
/** More lets a deep recursion bring the whole process down. */
export const STACK_BYTES = 128 * 1024
export const MOST_CALLS = 20
/** Characters of what is returned, and of what one call is given. */
export const MOST_RESULT = 1024 ** 2
export const MOST_LINES = 200
export const MOST_LINE = 2000
/** Characters of all lines of a log. */
export const MOST_LOG = 64 * 1024
export const MOST_CODE = 64 * 1024
/** Days that a run's log is kept. */
export const LOG_DAYS = 90
