// In which order a file writes its days: "3/4/2025" alone may be in March or in April, beside "3/25/2025" it is in March.
import type { DayOrder } from '../../field/field-type.ts'
import { provenOrder } from '../../field/proven-order.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { fieldOf } from '../fields.ts'
import type { FileRow } from './csv-reader.ts'
import type { FileColumn } from './mapping.ts'

/** Watches the rows of a file, the heading left out, and decides at its end. */
export class DayOrders {
  private readonly seen = new Map<number, Set<DayOrder>>()

  constructor(object: ObjectDefinition | undefined, columns: FileColumn[]) {
    columns.forEach(({ target }, at) => {
      const type = object && target && fieldOf(object, target.field)?.type
      if (type === 'date' || type === 'dateTime') this.seen.set(at, new Set())
    })
  }

  see({ cells }: FileRow): void {
    for (const [at, orders] of this.seen) {
      const order = orders.size < 2 && cells[at] ? provenOrder(cells[at]) : undefined
      if (order) orders.add(order)
    }
  }

  /** The columns with what they told; one that shows neither order goes by the others, one that shows both tells nothing. */
  decide(columns: FileColumn[]): FileColumn[] {
    const all = new Set([...this.seen.values()].flatMap(orders => [...orders]))
    return columns.map((column, at) => {
      const orders = this.seen.get(at)
      const told = orders?.size === 0 ? all : orders
      return told?.size === 1 ? { ...column, dayOrder: [...told][0] } : column
    })
  }
}
