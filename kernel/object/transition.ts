// Kernel, objects: from which value of a select (or stage of a pipeline) a record may go to which, and who may take it there.
// Pure, so that the board asks the same question as the write.
import type { Label } from './definition.ts'

/** One way. Where neither `roles` nor `workflow` is said everyone may go it; else only who is named. */
export interface Transition {
  /** Values it starts from; without them any, also none at all (a new record). */
  from?: string[]
  to: string[]
  roles?: string[]
  /** Workflows may go it. */
  workflow?: boolean
  /** Fields that must be filled then. */
  requires?: string[]
  /** What the same write sets besides: a value in API form, or `@now`, `@today`, `@me`. */
  sets?: Record<string, unknown>
  /** Said in the place of our words to who is refused. */
  message?: Label
}

export interface Transitions {
  /** What holds where no rule speaks of a way. */
  default: 'allow' | 'refuse'
  rules: Transition[]
}

export interface Traveller { role: string, workflow: boolean }

export interface Verdict {
  allowed: boolean
  /** The rule that allows it, or the first of those that refuse it. */
  rule?: Transition
}

/** `from` is null where a record is new or the field was empty. */
export function judgeTransition({ default: otherwise, rules }: Transitions, from: string | null, to: string, who: Traveller): Verdict {
  const speaking = rules.filter(rule => rule.to.includes(to) && (!rule.from || (from !== null && rule.from.includes(from))))
  const open = speaking.find(rule => admits(rule, who))
  if (open) return { allowed: true, rule: open }
  return speaking.length ? { allowed: false, rule: speaking[0] } : { allowed: otherwise === 'allow' }
}

function admits({ roles, workflow: open }: Transition, { role, workflow }: Traveller): boolean {
  if (roles === undefined && open === undefined) return true
  return workflow ? open === true : roles?.includes(role) ?? false
}

/** Who may go from there to there: roles by name, and whether workflows may; over all rules that speak of the way. */
export function admittedBy({ rules }: Transitions, from: string | null, to: string): { roles: string[], workflow: boolean } {
  const speaking = rules.filter(rule => rule.to.includes(to) && (!rule.from || (from !== null && rule.from.includes(from))))
  return { roles: [...new Set(speaking.flatMap(rule => rule.roles ?? []))], workflow: speaking.some(rule => rule.workflow) }
}

/** Names of the fields that the rules read or write. */
export function fieldsNamed({ rules }: Transitions): Set<string> {
  return new Set(rules.flatMap(rule => [...rule.requires ?? [], ...Object.keys(rule.sets ?? {})]))
}

/** The rules without the fields that `knows` denies: for a reader who may not know of them. */
export function knownTransitions({ default: otherwise, rules }: Transitions, knows: (field: string) => boolean): Transitions {
  return {
    default: otherwise,
    rules: rules.map(({ requires, sets, ...rule }) => {
      const known = { requires: requires?.filter(knows), sets: Object.entries(sets ?? {}).filter(([field]) => knows(field)) }
      return { ...rule, ...known.requires?.length ? { requires: known.requires } : {}, ...known.sets.length ? { sets: Object.fromEntries(known.sets) } : {} }
    }),
  }
}
