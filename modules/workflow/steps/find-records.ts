// Step findRecords: looks for records that fulfil a filter, as far as the workflow's role may see them. A filter that compares
// with something that is missing finds nothing.
import { z } from 'zod'
import { parseFilter, type FilterScope } from '../../../kernel/filter/filter.ts'
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import type { ObjectDefinition } from '../../../kernel/object/definition.ts'
import { showsField } from '../../../kernel/permission/role.ts'
import { findRecords as find } from '../../../kernel/record/find.ts'
import { valueOf, visibleObject, type Names } from '../names.ts'
import { defineStep, type Call } from '../step.ts'
import { holdsTemplate } from '../template.ts'
import { stepTexts } from '../texts.ts'

const input = z.strictObject({
  object: z.string(),
  /** Its values may be templates: `{ "phone": { "eq": "{{ trigger.body.phone }}" } }`. */
  filter: z.record(z.string(), z.unknown()).default({}),
  sort: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(100),
})

type Input = z.output<typeof input>

const MOST_SORTED = 3

export const findRecords = defineStep('findRecords', {
  ...stepTexts.findRecords,
  input,
  fixed: ['object', 'sort'],
  check({ object: name, filter, sort }, names: Names): Fault[] {
    const object = visibleObject(names, name)
    return object ? [...filterFaults(filter, object, names), ...sortFaults(sort, object, names)] : [{ path: 'object', code: 'object.unknown' }]
  },
  output: ({ object }) => ({ kind: 'fields', fields: { records: { kind: 'list', of: { kind: 'record', object } }, first: { kind: 'record', object }, count: valueOf('number') } }),
  finds: ['records', 'first'],
  async run(calls) {
    const outputs: object[] = []
    for (const call of calls) outputs.push(await findFor(call))
    return outputs
  },
})

async function findFor({ context, input: { object, filter, sort, limit } }: Call<Input>): Promise<object> {
  const found = lacks(filter) ? [] : (await find(context, object, { filter, sort, limit })).data
  const records = found.map(record => ({ object, ...record }))
  return { count: records.length, records, first: records[0] ?? null }
}

/** As lists are sorted: `-updatedAt,name`, three fields at most. */
function sortFaults(sort: string | undefined, object: ObjectDefinition, { role, workspace }: Names): Fault[] {
  const parts = (sort ?? '').split(',').map(part => part.trim()).filter(Boolean)
  if (parts.length > MOST_SORTED) return [{ path: 'sort', code: 'sort.tooMany', parameters: { max: MOST_SORTED } }]
  const known = (name: string) => object.fields.some(field => field.name === name) && showsField(role, object, name, workspace.objects)
  return parts.map(part => part.replace(/^[-+]/, '')).filter(name => !known(name)).map(name => ({ path: `sort.${name.slice(0, 60)}`, code: 'field.unknown' }))
}

/** Whether a comparison has nothing to compare with; the run's warnings name what was missing. */
function lacks(filter: unknown): boolean {
  if (filter === null || filter === '') return true
  return typeof filter === 'object' && Object.values(filter).some(lacks)
}

/** A condition that a template completes is judged when it is filled in; its field and operator stand firm. */
function filterFaults(filter: object, object: ObjectDefinition, names: Names): Fault[] {
  const { role, workspace } = names
  const scope: FilterScope = {
    objects: name => visibleObject(names, name),
    environment: names.environment, canRead: (name, field) => showsField(role, workspace.objects.get(name), field, workspace.objects), rows: () => ({ kind: 'all' }),
  }
  try {
    parseFilter(filter, object, scope)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.faults.filter(({ path, code }) => firm.has(code) || !holdsTemplate(valueAt(filter, path)))
  }
}

const firm = new Set(['field.unknown', 'operator.unknown', 'filter.tooDeep', 'filter.tooLarge'])

/** The value at a fault's path, `filter.and[0].phone.eq`. */
function valueAt(filter: object, path: string): unknown {
  const keys = path.split(/[.[\]]+/).slice(1).filter(Boolean)
  return keys.reduce<any>((value, key) => (typeof value === 'object' && value !== null ? value[key] : undefined), filter)
}
