// Event room: tells what passes by itself from what is wrong with the work at hand.

/**
 * Whether the same work may succeed a moment later: connection (08), rollback by concurrency (40), no resources (53),
 * locks (55P03), cancelled or shut down (57), system (58) – or the network's own codes.
 */
export function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown, message?: string }
  if (typeof code === 'string' && /^(08|40|53|57|58)|^55P03$|^ECONN|^EPIPE|^ETIMEDOUT/.test(code)) return true
  return /Connection terminated|not queryable/.test(message ?? '')
}
