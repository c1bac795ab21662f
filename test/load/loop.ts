// Load: a closed loop with so many in flight, and an open one that offers so many a second.
export interface Measured { perSecond: number, p50: number, p95: number, p99: number, failures: number }

/** Runs `work` with `inFlight` at once for `seconds`, after a second to warm up. */
export async function runClosed(work: (turn: number) => Promise<unknown>, inFlight: number, seconds: number): Promise<Measured> {
  const times: number[] = []
  let failures = 0
  let turn = 0
  const warm = performance.now() + 1000
  const end = warm + seconds * 1000
  await Promise.all(Array.from({ length: inFlight }, async () => {
    for (let start = performance.now(); start < end; start = performance.now()) {
      await work(turn++).catch(error => { if (failures++ === 0) console.error('The first that failed:', error) })
      if (start >= warm) times.push(performance.now() - start)
    }
  }))
  return summarise(times, seconds, failures)
}

/** Offers `rate` requests a second, whatever the answers take; each kind is measured for itself. */
export async function runOpen(kinds: Record<string, () => Promise<unknown>>, rate: number, seconds: number): Promise<Record<string, Measured>> {
  const names = Object.keys(kinds)
  const times = new Map(names.map(name => [name, [] as number[]]))
  const failures = new Map(names.map(name => [name, 0]))
  const running: Promise<unknown>[] = []
  const start = performance.now()
  for (let turn = 0; turn < rate * seconds; turn++) {
    await new Promise(done => setTimeout(done, Math.max(0, start + turn * 1000 / rate - performance.now())))
    const name = names[turn % names.length]
    const sent = performance.now()
    running.push(kinds[name]().then(() => times.get(name)!.push(performance.now() - sent), () => failures.set(name, failures.get(name)! + 1)))
  }
  await Promise.all(running)
  return Object.fromEntries(names.map(name => [name, summarise(times.get(name)!, seconds, failures.get(name)!)]))
}

function summarise(times: number[], seconds: number, failures: number): Measured {
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), failures }
}
