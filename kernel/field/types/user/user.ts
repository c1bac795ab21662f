// Field type user: a member of the workspace.
import type { FieldDefinition } from '../../../object/definition.ts'
import { compareForms, equalityOperators, parseList } from '../../comparison.ts'
import type { FieldEnvironment, FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { isId, NOBODY, parseId } from '../../id-value.ts'

function parse(input: unknown): string | null {
  return input === '' ? null : parseId(input)
}

const OF_BRANCH = /^branch:(.+)$/

/**
 * In lists also all of a branch: `@branch`, the caller's own, or `branch:` with an id or name. A branch that was removed
 * has nobody in it, so that a view that names it still opens.
 */
function parseMembers(input: unknown, field: FieldDefinition, environment: FieldEnvironment): string[] {
  const parts = Array.isArray(input) ? input : [input]
  const named = parts.flatMap(part => branchIn(part, environment) ?? [])
  return [...named, ...parseList(parseMember)(Array.isArray(input) ? input.filter(part => branchIn(part, environment) === undefined) : input, field, environment)]
}

function branchIn(input: unknown, { membersIn }: FieldEnvironment): string[] | undefined {
  const named = typeof input !== 'string' ? undefined : input === '@branch' ? input : OF_BRANCH.exec(input)?.[1]
  if (named === undefined) return undefined
  const members = membersIn?.(named)
  if (members === undefined && !isId(named)) throw new InvalidValue('branch.unknown')
  return members ?? []
}

/** In filters "@me" is the member who acts, or nobody. */
function parseMember(input: unknown, _field: FieldDefinition, environment: FieldEnvironment): string | null {
  return input === '@me' ? environment.me ?? NOBODY : parse(input)
}

const operators = equalityOperators({ type: 'uuid', parse: parseMember, compare: compareForms })

export const user: FieldType = {
  name: 'user',
  label: { en: 'Member', id: 'Anggota' },
  columns: () => [{ suffix: '', type: 'uuid', references: '_member' }],
  parse(input, _field, environment) {
    if (input !== '@me') return parse(input)
    if (environment.me === null) throw new InvalidValue('id.invalid')
    return environment.me
  },
  toColumns: value => [value],
  read: column => column(),
  operators: { ...operators, in: { ...operators.in, parse: parseMembers }, notIn: { ...operators.notIn, parse: parseMembers } },
  sort: { expression: column => column(), type: 'uuid' },
  index: 'btree',
  format: value => value ?? '',
  measures: ['countDistinct'],
  examples: ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a', '0197A5B0-7C5E-7D3A-9F10-3F2B8E1C4D5B'],
}
