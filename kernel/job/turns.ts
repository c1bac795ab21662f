// Job room: work that a process takes only so much of at a time: memory and processes are few. The rest waits in the order in which it came.

/** Returns what runs a piece of work once there is room for it; `most` run at the same time. */
export function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most
  const waiting: (() => void)[] = []
  return async work => {
    if (free > 0) free--
    else await new Promise<void>(go => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
