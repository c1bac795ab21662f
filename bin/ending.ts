// When a served process ends: on a signal, when what started it is gone, or when its database is lost for good.

/** After the first signal the process is given this long (ms) before it is cut off; nothing saved is lost by that. */
const longestStop = 9500

export type Ending = { reached: Promise<void>, fail: (reason: Error) => void }

/** `reached` resolves at the first SIGTERM, SIGINT or SIGHUP (more of them change nothing) and rejects with what `fail` is given. */
export function awaitEnd(): Ending {
  let end: (reason?: Error) => void = () => {}
  const reached = new Promise<void>((done, fail) => { end = (reason) => (reason ? fail(reason) : done()) })
  // It may be reached while the process is still starting and nobody listens yet.
  reached.catch(() => {})
  let isEnding = false
  const stop = () => {
    if (!isEnding) setTimeout(cutOff, longestStop).unref()
    isEnding = true
    end()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
  watchParent(stop)
  return { reached, fail: end }
}

function cutOff(): void {
  console.error('Hubung did not stop in time and was cut off; it recovers at the next start.')
  process.exit(1)
}

/** Under `npm start` the process lives as long as npm: one that was killed must not leave us behind holding the port. */
function watchParent(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => { if (process.ppid !== parent) stop() }, 500).unref()
}
