// Which sign stands before the decimals of a column: "22.368" alone may be either number, beside "957.5775" it is the small one.
import { provenSign } from '../../field/proven-sign.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { fieldOf } from '../fields.ts'
import type { FileRow } from './csv-reader.ts'
import type { FileColumn } from './mapping.ts'

const numbers = new Set(['number', 'decimal', 'percent', 'currency'])

/** Watches the rows of a file, the heading left out, and decides at its end; a column that shows both signs tells nothing. */
export class DecimalSigns {
  private readonly seen = new Map<number, Set<'.' | ','>>()

  constructor(object: ObjectDefinition | undefined, columns: FileColumn[]) {
    columns.forEach(({ target }, at) => {
      const type = object && target && fieldOf(object, target.field)?.type
      if (type && numbers.has(type) && (target.part ?? 'amount') === 'amount') this.seen.set(at, new Set())
    })
  }

  see({ cells }: FileRow): void {
    for (const [at, signs] of this.seen) {
      const sign = signs.size < 2 && cells[at] ? provenSign(cells[at]) : undefined
      if (sign) signs.add(sign)
    }
  }

  /** The columns with what they told. */
  decide(columns: FileColumn[]): FileColumn[] {
    return columns.map((column, at) => {
      const signs = this.seen.get(at)
      return signs?.size === 1 ? { ...column, decimalSign: [...signs][0] } : column
    })
  }
}
