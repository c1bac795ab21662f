// An object's own rules, judged on each record that is made and on each that changes in a field that the rule looks at.
import type { Context } from '../context.ts'
import { fieldsOf, parseFilter, type Filter } from '../filter/filter.ts'
import { testFilter } from '../filter/predicate.ts'
import { Problem } from '../http/errors.ts'
import type { ObjectDefinition, Validation } from '../object/definition.ts'
import { ruleScope } from '../object/validation.ts'
import { isConcealed } from '../permission/rules.ts'
import type { Change } from './hook.ts'
import { sameValue, type Preparation } from './prepare.ts'

/** A rule ready to be judged in one write: dates such as "today" are those of its moment. */
export interface LiveRule { rule: Validation, when: Filter, must: Filter, fields: string[] }

export function liveRules(context: Context, object: ObjectDefinition): LiveRule[] {
  const scope = ruleScope(context, context.workspace.objects)
  return (object.validations ?? []).flatMap(rule => {
    try {
      const [when, must] = [parseFilter(rule.when, object, scope), parseFilter(rule.must, object, scope)]
      return [{ rule, when, must, fields: rule.keep ?? [...fieldsOf(must, fieldsOf(when))] }]
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // a rule over an option or type that has changed since says nothing any more: it must not make records unsavable
      context.log.warn({ object: object.name, rule: rule.name }, 'A validation can no longer be read')
      return []
    }
  })
}

/** Faults carry the rule's message. Call it when formulas are computed. */
export function checkValidations({ context, object, options, faults }: Preparation, rules: LiveRule[], { kind, before, after }: Change, at: number): void {
  if ((kind !== 'created' && kind !== 'updated') || options.recompute) return
  for (const { rule, when, must, fields } of rules) {
    if (rule.keep && !before) continue
    if (before && fields.every(name => sameValue(before[name] ?? null, after[name] ?? null))) continue
    if (rule.keep ? !testFilter(when, before!) : !testFilter(when, after) || testFilter(must, after)) continue
    // the message of a rule over a field that the caller may not know would tell of it
    const hidden = fields.find(name => isConcealed(context, object, name))
    const kept = rule.keep && fields.find(name => !sameValue(before![name] ?? null, after[name] ?? null))
    faults.add(at, hidden ?? rule.field ?? kept ?? '', 'validation.failed', { message: rule.message })
  }
}
