// The workflow room's screens: `{ "stage": "delivered" }` and the like, as a trigger may say it, as the filter that it means, for the builder.
import type { Filter } from '../../../web/records/filter/filter-model.ts'

export function stateFilter(state: Filter | undefined): Filter | undefined {
  if (!state) return undefined
  return Object.fromEntries(Object.entries(state).map(([name, value]) => {
    if (name === 'and' || name === 'or' || name === 'not' || (typeof value === 'object' && value !== null && !Array.isArray(value))) return [name, value]
    return [name, value === null ? { empty: true } : Array.isArray(value) ? { in: value } : { in: [value] }]
  }))
}
