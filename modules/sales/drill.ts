// Sales: the filter behind a figure: it lists exactly the deals that were counted. Pure: the web app uses it too.
export type Filter = Record<string, unknown>

/** What the value of a group says as a filter. `teams` gives the members of each team, for the group `owner.team`. */
export function conditionOf(group: string, value: unknown, teams: ReadonlyMap<string, string[]>): Filter {
  if (group === 'owner.team') return teamCondition(value, teams)
  const path = group.split('.')
  const nested = (test: Filter) => path.reduceRight<Filter>((inner, name) => ({ [name]: inner }), test)
  if (value !== null) return nested({ eq: value })
  return path.length === 1 ? nested({ empty: true }) : { not: nested({ empty: false }) }
}

function teamCondition(value: unknown, teams: ReadonlyMap<string, string[]>): Filter {
  if (value !== null) return { owner: { in: teams.get(String(value)) ?? [] } }
  const placed = [...teams.values()].flat()
  return placed.length ? { owner: { notIn: placed } } : {}
}

/** All of them, in as few words as possible. What a caller gave is passed on as it is, to be refused where filters are parsed. */
export function allOf(filters: unknown[]): Filter {
  const real = filters.filter(filter => filter !== undefined && filter !== null && JSON.stringify(filter) !== '{}') as Filter[]
  return real.length === 1 ? real[0] : { and: real }
}
