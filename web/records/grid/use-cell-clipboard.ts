// Many cells at once: copied and pasted as a spreadsheet does, filled down, taken back.
import { api } from '../../api.ts'
import type { FieldInfo } from '../../queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { textOf } from '../value-view.tsx'
import { parseTable, writeTable } from './clipboard-table.ts'
import { placesFrom, type Range } from './cell-range.ts'
import { gridTexts as texts } from './grid-texts.ts'
import type { GridProps } from './record-grid.tsx'
import { useCellWrite, type CellChange } from './use-cell-write.ts'

/** Records of one batch. */
const most = 1000

export function useCellClipboard({ object, columns, pages }: Pick<GridProps, 'object' | 'columns' | 'pages'>) {
  const tools = useFieldTools()
  const { t } = tools
  const toast = useToast()
  const { once, write, takeBack, faults, setFaults } = useCellWrite(object)

  const fieldsIn = (left: number, right: number): FieldInfo[] => columns.slice(left, right + 1).map((column) => column.field)
  /** What a copy takes along; undefined where nothing is there. */
  const copied = ({ top, bottom, left, right }: Range): string | undefined => {
    const rows: string[][] = []
    for (let row = top; row <= bottom; row++) {
      const record = pages.rowAt(row)
      if (record) rows.push(fieldsIn(left, right).map((field) => textOf(record[field.name], field, tools)))
    }
    if (!rows.length) return undefined
    return rows.length === 1 && rows[0].length === 1 ? rows[0][0] : writeTable(rows)
  }
  const paste = (text: string, range: Range) => once(async () => {
    const pasted = parseTable(text)
    const isOne = pasted.length === 1 && pasted[0].length === 1
    const places = isOne ? placesFrom(pages, range.top, most + 1, range.bottom) : placesFrom(pages, range.top, pasted.length)
    if (!places.length) return
    // one copied cell goes into every cell of the range
    const table = isOne ? places.map(() => Array.from({ length: range.right - range.left + 1 }, () => pasted[0][0])) : pasted
    const fields = fieldsIn(range.left, range.left + Math.max(...table.map((cells) => cells.length)) - 1)
    if (places.length > most) return void toast({ text: t(texts.tooMany, { count: most }), tone: 'bad' })
    const cells = table.slice(0, places.length).map((row) => row.slice(0, fields.length))
    const read = await api.post('/records/{object}/cells', { path: { object: object.name }, body: { fields: fields.map((field) => field.name), rows: cells } })
    if (read.faults.length) {
      return setFaults(read.faults.map(({ row, column, message }) => ({ row: places[row].row + 1, label: t(fields[column].label), text: cells[row][column], message })))
    }
    const changes = places.map(({ row, record }, at) => ({ row, record, data: Object.fromEntries(read.rows[at].map((value, column) => [fields[column].name, value])) }))
    const left = table.flat().length - cells.flat().length
    await write(changes, t(left ? texts.pastedSome : texts.pasted, { count: cells.flat().length, left }))
  })
  /** The cells of the row `from` into the rows below it. */
  const fill = (from: number, { top, bottom, left, right }: Range) => once(async () => {
    // the first of a group has nothing above it
    if (from < top && pages.groupAt?.(from)) return
    const [source, ...below] = placesFrom(pages, from, most + 2, bottom)
    if (!source) return
    const data = Object.fromEntries(fieldsIn(left, right).map((field) => [field.name, source.record[field.name] ?? null]))
    const changes: CellChange[] = below.map((place) => ({ ...place, data }))
    if (changes.length > most) return void toast({ text: t(texts.tooMany, { count: most }), tone: 'bad' })
    if (changes.length) await write(changes, t(texts.filled, { count: changes.length * (right - left + 1) }))
  })
  return { copied, paste, fill, takeBack, faults, dropFaults: () => setFaults(null) }
}
