// A workspace in memory: its settings and definitions, loaded together, replaced as a whole when anything changes.
import { z } from 'zod'
import type { Locale } from '../context.ts'
import { labelAnswer } from '../http/answer-part.ts'
import type { Label, ObjectDefinition } from '../object/definition.ts'
import { transitionsAnswer } from '../object/transition-shape.ts'
import type { SharingRule } from '../permission/sharing.ts'
import type { Role } from '../permission/role.ts'

export interface Workspace {
  slug: string
  name: string
  /** The PostgreSQL schema that holds everything of this company: `ws_<slug>`. */
  schema: string
  locale: Locale
  /** ISO 4217. */
  currency: string
  /** IANA name. */
  timeZone: string
  /** ISO 3166: which country's numbers are written without a code. */
  phoneCountry: string
  /** Grows with every change of a definition; prepared statements carry it. */
  version: number
  /** Normalised definitions, standard fields included. */
  objects: Map<string, ObjectDefinition>
  pipelines: Map<string, Pipeline>
  roles: Map<string, Role>
  members: Map<string, Member>
  teams: Map<string, Team>
  branches: Map<string, Branch>
  /** In the order in which they were made. */
  sharing: SharingRule[]
}

export const memberKind = z.enum(['person', 'key', 'workflow'])

export interface Member {
  id: string
  /** Of the shared `auth` schema; null for keys and workflows. */
  user: string | null
  name: string
  email: string | null
  kind: z.output<typeof memberKind>
  role: string
  team: string | null
  /** Her own; without one she is in her team's. */
  branch: string | null
  /** The member to whom she reports. */
  manager: string | null
  locale: Locale | null
  timeZone: string | null
  active: boolean
  /** Days on which she is away, both included. */
  absence: { from: string, to: string } | null
  /** Invited and not yet signed in. */
  invited: boolean
}

export interface Team {
  id: string
  name: string
  label: Label
  parent: string | null
  manager: string | null
  branch: string | null
}

/** Where a company works from. */
export interface Branch {
  id: string
  name: string
  label: Label
  /** IANA name; null: the workspace's. */
  timeZone: string | null
  address: Record<string, unknown> | null
  /** Stands for it in numbers (`{owner.branch}`); null: the name. */
  code: string | null
}

const stageAnswer = z.object({
  value: z.string(),
  label: labelAnswer,
  help: labelAnswer.optional().meta({ description: 'What entering it means, for help and tooltips' }),
  color: z.string(),
  probability: z.number().meta({ description: 'Percent, 0 to 100' }),
  kind: z.enum(['open', 'won', 'lost']),
  required: z.array(z.string()).optional().meta({ description: 'Fields that must be filled from this stage on (kernel/record/stage-rules.ts); of a lost stage: in it alone' }),
  rottenAfterDays: z.number().optional().meta({ description: 'Days after which the board marks a record as too long in this stage' }),
})

export const pipelineAnswer = z.object({ name: z.string(), label: labelAnswer, object: z.string(), stages: z.array(stageAnswer), transitions: transitionsAnswer.optional() })

export type Stage = z.output<typeof stageAnswer>
export type Pipeline = z.output<typeof pipelineAnswer>
