// Ids of records, events' companions and the like: UUIDv7 in the order in which one process makes them.
import { randomUUID } from 'node:crypto'
import { wallClock } from '../job/clock.ts'

const MOST_A_MILLISECOND = 0xfff

let last = 0
let count = 0

/**
 * RFC 9562, 6.2, method 1: the milliseconds, a counter of 12 bits within each, 62 random bits. An import makes a million,
 * and the randomness of Node's own pool costs a fifth of what asking the system for each does.
 */
export function newId(): string {
  const now = wallClock().getTime()
  if (now > last) {
    last = now
    count = 0
  } else if (++count > MOST_A_MILLISECOND) {
    last++
    count = 0
  }
  const time = last.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`
}
