// The filter language as a test on one record in API form, for the change at hand of a workflow and the like.
import { operatorOf, type Condition, type Filter } from './filter.ts'

/**
 * Whether the record fulfils the filter. `team` is the team that the row carries. A filter that crosses relations cannot be
 * tested without the database (see `crossesRelations`): that is a mistake of the caller.
 */
export function testFilter(filter: Filter, record: Record<string, any>, team: string | null = record._team ?? null): boolean {
  switch (filter.kind) {
    case 'all': return true
    case 'none': return false
    case 'and': return filter.of.every(each => testFilter(each, record, team))
    case 'or': return filter.of.some(each => testFilter(each, record, team))
    case 'not': return !testFilter(filter.of, record, team)
    case 'condition': return testCondition(filter, record)
    case 'related': throw new Error(`A filter on related records (${filter.field.name}) needs the database`)
    case 'scope': return filter.owners.includes(record.owner) || (team !== null && filter.teams.includes(team))
    // a record at hand is alive
    case 'orphaned': return false
  }
}

function testCondition(condition: Condition, record: Record<string, any>): boolean {
  const { field, part, argument, environment } = condition
  const whole = record[field.name] ?? null
  const value = part === undefined ? whole : whole?.[part] ?? null
  return operatorOf(condition).test(value, argument, field, environment)
}
