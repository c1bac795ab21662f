// The first argument of everything that works on a workspace: who acts, on what, through which transaction, when.
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Queryable } from './database/database.ts'
import type { wayAnswer } from './http/answer-part.ts'
import type { Workspace } from './workspace/workspace.ts'
import type { Role } from './permission/role.ts'
import type { SharingRule } from './permission/sharing.ts'

export type Locale = 'id' | 'en'

export type Way = z.output<typeof wayAnswer>

export interface Actor {
  /** The member's id: a person, an API key (kind `key`) or a workflow (kind `workflow`). */
  member: string
  role: Role
  /** The member's own team, stamped on the rows that she owns. */
  team: string | null
  /** Teams whose rows the scope `team` shows: the own one, and those that she manages, with their descendants. */
  teams: string[]
  /** Members whose rows the scope `team` shows besides: who reports to her, and who reports to those. */
  reports: string[]
  /** Members whose rows the scope `branch` shows besides: all of her branch. */
  mates: string[]
  /** Sharing rules that open further rows to her. */
  shares: SharingRule[]
  way: Way
}

export interface Context {
  workspace: Workspace
  actor: Actor
  /** For a write the open transaction, for a read the pool. */
  sql: Queryable
  /** The time that rules everything but sessions, keys, retries, heartbeats and ids (API.md §8). */
  now: Date
  log: Logger
  locale: Locale
  /** The chain of causes behind a write: set while a workflow or an import acts, empty for a person. */
  cause?: Cause
}

/** What stands behind a change, oldest first: the loop guard counts it, the timeline shows it. */
export interface Cause {
  workflow?: string
  run?: string
  import?: string
  bulk?: string
  /** It takes back what the bulk change did. */
  undo?: boolean
  /** The app that acted for the member. */
  app?: string
  /** Why an administrator changed what is written once. */
  reason?: string
  /** Workflow after workflow that led here; refused beyond 5. */
  depth: number
}
