// What a value's meaning depends on in one request: the workspace's country, currency and zone, who "@me" is, what time it is.
import type { Context } from '../context.ts'
import type { FieldEnvironment } from './field-type.ts'

export function environmentOf(context: Context, lenient = false): FieldEnvironment {
  const { workspace, actor, locale, now } = context
  return {
    currency: workspace.currency,
    timeZone: workspace.timeZone,
    phoneCountry: workspace.phoneCountry,
    locale,
    now,
    me: actor.member,
    optionsOf: field => field.options ?? [],
    lenient,
  }
}
