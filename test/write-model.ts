// Tests: what the write path promises, as a simple model in memory: records with versions, a bin, one unique field.
import fc from 'fast-check'

export type Values = Record<string, unknown>

export interface ModelRecord { id: string, version: number, deleted: boolean, values: Values }

/** A few values of each type in the form in which the API gives them back. `contacts` and `members` are ids that exist. */
export function samplesOf(contacts: string[], members: string[]): Record<string, unknown[]> {
  return {
    text: ['Budi', "O'Neil; --"], longText: ['satu\ndua', '🙂'], number: [1, -2.5, 0], decimal: [0.25, '12345678901234567890.5'], percent: [12.5], currency: [{ amount: 100, currency: 'IDR' }, { amount: 0.5, currency: 'IDR' }, { amount: 7, currency: 'USD' }],
    boolean: [true, false], date: ['2026-11-21', '2024-02-29'], dateTime: ['2026-11-21T03:00:00+00:00', '2027-01-01T00:00:00.5+00:00'], time: ['09:30:00', '23:59:59'], duration: [0, 5400], email: ['Ayu@Example.com', 'budi@example.com'],
    phone: ['+6281234567890', '+622157941234'], url: ['https://example.com/a'], select: ['new', 'old'], multiSelect: [['new'], ['new', 'old']], tags: [['vip'], ['vip', '{x}', '"']], rating: [1, 5],
    relation: contacts, user: members, address: [{ city: 'Solo' }, { city: 'Solo', street: 'Jl. "A", 1' }], json: [{ a: [null, { b: null }] }, [1], 'x'],
  }
}

export type Command =
  | { do: 'create', data: Values }
  | { do: 'many', data: Values[] }
  | { do: 'update', pick: number, data: Values, stale: boolean }
  | { do: 'delete', pick: number }
  | { do: 'restore', pick: number }
  | { do: 'batch', atomic: boolean, operations: ({ op: 'create', data: Values } | { op: 'update', pick: number, data: Values } | { op: 'delete', pick: number })[] }
  | { do: 'upsert', records: Values[] }

/**
 * Half of the long lists hold no field of the type json: such are written in another way. `codes` are values of the unique field `code`; `fields` says which
 * values each of the others may take.
 */
export function commands(fields: Record<string, unknown[]>, codes: string[]): fc.Arbitrary<Command[]> {
  const values = fc.record(Object.fromEntries(Object.entries(fields).map(([name, list]) => [name, fc.option(fc.constantFrom(...list), { freq: 4 })])), { requiredKeys: [] })
  const code = fc.constantFrom(...codes)
  const coded = fc.tuple(values, fc.option(code, { nil: undefined })).map(([data, key]) => key === undefined ? data : { ...data, code: key })
  const pick = fc.nat(20)
  const one = fc.oneof(fc.record({ op: fc.constant('create' as const), data: values }), fc.record({ op: fc.constant('update' as const), pick, data: values }), fc.record({ op: fc.constant('delete' as const), pick }))
  return fc.array(fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), data: coded }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('many' as const), data: fc.tuple(fc.array(values, { minLength: 50, maxLength: 60, size: 'max' }), fc.boolean()).map(([list, plain]) => plain ? list.map(({ fJson: _, ...rest }) => rest as Values) : list) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('update' as const), pick, data: coded, stale: fc.boolean().map(stale => stale) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), pick }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('restore' as const), pick }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('batch' as const), atomic: fc.boolean(), operations: fc.array(one, { minLength: 1, maxLength: 8 }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('upsert' as const), records: fc.uniqueArray(fc.tuple(values, code).map(([data, key]) => ({ ...data, code: key } as Values)), { selector: each => each.code, minLength: 1, maxLength: 3 }) }) },
  ), { minLength: 4, maxLength: 14, size: 'max' })
}

export class Model {
  readonly records: ModelRecord[] = []
  private readonly blank: Values

  /** `blank`: what a new record holds by itself. */
  constructor(blank: Values) {
    this.blank = blank
  }

  at(pick: number): ModelRecord | undefined {
    return this.records.length ? this.records[pick % this.records.length] : undefined
  }

  holder(code: unknown): ModelRecord | undefined {
    return code === undefined || code === null ? undefined : this.records.find(record => !record.deleted && record.values.code === code)
  }

  create(id: string, data: Values): void {
    this.records.push({ id, version: 1, deleted: false, values: settled({ ...this.blank, ...data }) })
  }

  /** Answers whether anything changed. */
  update(record: ModelRecord, data: Values): void {
    const values = settled({ ...record.values, ...data })
    if (same(values, record.values)) return
    record.values = values
    record.version++
  }

  move(record: ModelRecord, deleted: boolean): void {
    record.deleted = deleted
    record.version++
  }
}

/** A record without a stage is in its pipeline's first. */
function settled(values: Values): Values {
  return { ...values, stage: values.stage ?? 'masuk' }
}

function same(one: Values, other: Values): boolean {
  const text = (values: Values) => JSON.stringify(Object.entries(values).filter(([, value]) => value !== null).sort(([a], [b]) => a < b ? -1 : 1))
  return text(one) === text(other)
}
