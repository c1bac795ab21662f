// The workflow room: which failures may pass by themselves, so that trying again later is worth it.

/** Serialisation and deadlock (40), locks not given (55P03), a server that stops, starts or is full (57P, 53), a lost connection (08). */
export function isPassing(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: string, message?: string }
  if (/^(40001|40P01|55P03|57P0\d|57014|53\w{3}|08\w{3}|25P02)$/.test(code)) return true
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOENT'].includes(code) || /Connection terminated|not queryable|timeout exceeded when trying to connect/i.test(message)
}

/** Not now, but soon: the job is tried again. */
export class NotYet extends Error {
  readonly code = '55P03'
}
