// Backup room: what a backup holds, as its manifest tells it.
import type { Section } from './archive.ts'

export interface SavedTable extends Section { schema: string, name: string, columns: string[], rows: number }

export interface SavedSequence { schema: string, name: string, value: string, called: boolean }

export interface Manifest {
  /** Of the product that made it. */
  version: string
  /** ISO time, UTC. */
  createdAt: string
  /** PostgreSQL's major version. */
  postgres: number
  /** Oldest first. */
  workspaces: { slug: string, name: string, schema: string }[]
  /** Statements that make schemas, types, functions and bare tables. */
  before: string[]
  /** Statements that, once the rows are there, make constraints, indexes, views and triggers. */
  after: string[]
  tables: SavedTable[]
  sequences: SavedSequence[]
  /** The attachments on disk; null when there is no such folder. */
  files: (Section & { count: number, bytes: number }) | null
  /** Signs sessions and cursors, opens stored secrets. */
  secret: string
}
