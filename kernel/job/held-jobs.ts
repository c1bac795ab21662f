// Job room: the jobs that the queue has taken in the name of this process. It takes them by one statement: where the connection
// breaks before the answer is there, they are locked by a worker that lives and knows nothing of them.
import type { EventEmitter } from 'node:events'

/** A job that is done is deleted a little later; until then it is still ours. */
const LET_GO_MS = 30_000

export interface HeldJobs {
  /** Those of these jobs that nobody here works on or is about to. */
  without(ids: string[]): string[]
}

interface Listed { jobs: readonly { id: string }[] }

/** Follows what the queue tells of itself. */
export function watchHeldJobs(events: EventEmitter): HeldJobs {
  /** When a job was let go; never while it is held. */
  const held = new Map<string, number>()
  const hold = ({ jobs }: Listed) => jobs.forEach(({ id }) => held.set(id, Infinity))
  const letGo = ({ jobs }: Listed) => jobs.forEach(({ id }) => held.set(id, performance.now()))
  events.on('localQueue:getJobs:complete', hold)
  events.on('localQueue:returnJobs', letGo)
  events.on('job:complete', ({ job }: { job: { id: string } }) => letGo({ jobs: [job] }))
  return {
    without(ids) {
      const young = performance.now() - LET_GO_MS
      for (const [id, since] of held) if (since < young) held.delete(id)
      return ids.filter(id => !held.has(id))
    },
  }
}
