// Counts and sums by stage, kept as differences beside each write: a board over a million deals reads a few rows, and
// no two writers wait for each other on a counter. A job folds the differences together.
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import type { Change, RecordValues } from './hook.ts'
import { stageField } from './stage.ts'

export interface TallyRow { pipeline: string | null, stage: string | null, owner: string | null, currency: string | null, count: number, amount: string }

/** The field whose sum a board shows: the object's first currency. */
export function amountField(object: ObjectDefinition): FieldDefinition | undefined {
  return object.fields.find(field => field.type === 'currency')
}

/** What these changes add to and take from the counts, summed over the batch. */
export function tallyDifferences(object: ObjectDefinition, changes: Change[]): TallyRow[] {
  const stage = stageField(object)
  if (!stage) return []
  const amount = amountField(object)
  const rows = new Map<string, TallyRow & { scaled: bigint }>()
  const add = (values: RecordValues, sign: 1 | -1) => {
    const money = amount ? values[amount.name] : null
    const place = { pipeline: values[stage.pipelineField!] ?? null, stage: values[stage.name] ?? null, owner: values.owner ?? null, currency: money?.currency ?? null }
    const key = JSON.stringify(place)
    let row = rows.get(key)
    if (!row) rows.set(key, row = { ...place, count: 0, amount: '0', scaled: 0n })
    row.count += sign
    if (money) row.scaled += BigInt(sign) * toScaled(money.amount)
  }
  for (const change of changes) {
    if (change.before && change.kind !== 'restored') add(change.before, -1)
    if (change.kind !== 'deleted') add(change.after, 1)
  }
  return [...rows.values()].filter(row => row.count !== 0 || row.scaled !== 0n).map(({ scaled, ...row }) => ({ ...row, amount: fromScaled(scaled) }))
}

/** Ten-thousandths as an integer: amounts have at most 4 decimals, and floating point must not add up. */
function toScaled(amount: number | string): bigint {
  const text = typeof amount === 'number' ? amount.toFixed(4) : amount
  const [whole, fraction = ''] = text.replace('-', '').split('.')
  const scaled = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4))
  return text.startsWith('-') ? -scaled : scaled
}

function fromScaled(scaled: bigint): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(5, '0')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}
