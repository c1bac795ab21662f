// Database room: transactions of one statement each, sent together and committed together. Each would write and sync the
// log for itself; whoever waits on a lane anyway loses nothing by sharing that.
import { DatabaseError } from 'pg'
import utils from 'pg/lib/utils.js'
import type { Connection } from './client.ts'

export interface Whole { name: string, values: unknown[] }

/** Thrown to all when one failed: nothing of any of them was done, and each may be tried alone. */
export class UndoneTogether extends Error {}

/** For `query` of a Client in pipeline mode. The statements must be prepared on its connection already; their rows are not wanted. */
export class SharedCommit {
  readonly done: Promise<void>
  private readonly statements: Whole[] = []
  private resolve!: () => void
  private reject!: (error: Error) => void

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  get size(): number {
    return this.statements.length
  }

  add(statement: Whole): void {
    this.statements.push(statement)
  }

  /** One Sync for all: until it the server takes them as one transaction. */
  submit(connection: Connection): void {
    connection.stream.cork()
    for (const { name, values } of this.statements) {
      connection.bind({ statement: name, values, valueMapper: utils.prepareValue } as never, true)
      connection.execute({}, true)
    }
    connection.sync()
    connection.stream.uncork()
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}

  handleError(error: Error): void {
    // a lost connection tells nothing of what was done: that is not to be repeated
    const undone = error instanceof DatabaseError && error.severity === 'ERROR' && this.size > 1
    this.reject(undone ? new UndoneTogether() : error)
  }

  handleReadyForQuery(): void {
    this.resolve()
  }
}
