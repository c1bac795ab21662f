// Many cells at once: copied and pasted as a spreadsheet does, filled down, taken back. What is written goes as one batch, all
// of it or nothing; each record with the version that is shown, so that nobody else's change is written over.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError, api, type Answer } from '../../api.ts'
import { keys, type FieldInfo } from '../../queries.ts'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { toWrite } from '../record-write.ts'
import { isEditable, textOf } from '../value-view.tsx'
import { parseTable, writeTable } from './clipboard-table.ts'
import { placesFrom, type Place, type Range } from './cell-range.ts'
import { gridTexts as texts } from './grid-texts.ts'
import type { CellFault } from './paste-faults.tsx'
import type { GridProps } from './record-grid.tsx'

/** Records of one batch. */
const most = 1000
const mostUndone = 20

type Change = Place & { data: Record<string, unknown> }
type Inverse = { op: 'update'; id: string; version: number; data: Record<string, unknown> }
type Written = Answer<'POST /records/{object}/batch'>['results'][number]

/** All of a batch were written when it answers. */
const versionOf = (result: Written) => ('record' in result ? result.record.version : 0)

export function useCellClipboard({ object, columns, pages }: Pick<GridProps, 'object' | 'columns' | 'pages'>) {
  const tools = useFieldTools()
  const { t } = tools
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const [faults, setFaults] = useState<CellFault[] | null>(null)
  const undone = useRef<Inverse[][]>([])
  const busy = useRef(false)

  const fieldsIn = (left: number, right: number): FieldInfo[] => columns.slice(left, right + 1).map((column) => column.field)
  const labelOf = (name: string) => t(object.fields.find((field) => field.name === name)?.label) || name
  const send = async (operations: Inverse[]) => (await api.post('/records/{object}/batch', { path: { object: object.name }, body: { operations } })).results
  const once = async (work: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    try {
      await work()
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    } finally {
      busy.current = false
      void client.invalidateQueries({ queryKey: keys.records(object.name) })
    }
  }
  const takeBack = () => once(async () => {
    const last = undone.current.pop()
    if (!last) return
    await send(last)
    toast({ text: t(texts.takenBack, { count: last.length }) })
  })
  const write = async (changes: Change[], said: string) => {
    const wrong = changes.flatMap(({ row, record, data }) => object.fields.filter((field) => field.name in data && !isEditable(field, record))
      .map((field) => ({ row: row + 1, label: t(field.label), message: t(texts.notEditable, { field: t(field.label) }) })))
    if (wrong.length) return setFaults(wrong)
    try {
      const results = await send(changes.map(({ record, data }) => ({ op: 'update', id: record.id, version: record.version, data: toWrite(data, object) })))
      const inverse = changes.map<Inverse>(({ record, data }, at) => ({
        op: 'update', id: record.id, version: versionOf(results[at]), data: toWrite(Object.fromEntries(Object.keys(data).map((name) => [name, record[name] ?? null])), object),
      }))
      undone.current = [...undone.current.slice(1 - mostUndone), inverse]
      toast({ text: said, undo: () => void takeBack() })
    } catch (error) {
      if (!(error instanceof ApiError) || !error.errors.length) throw error
      setFaults(error.errors.map(({ path, message }) => {
        const [, at = '0', name = ''] = /^operations\[(\d+)\](?:\.data\.(\w+))?/.exec(path) ?? []
        return { row: (changes[Number(at)]?.row ?? 0) + 1, label: labelOf(name), message }
      }))
    }
  }
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
    const changes: Change[] = below.map((place) => ({ ...place, data }))
    if (changes.length > most) return void toast({ text: t(texts.tooMany, { count: most }), tone: 'bad' })
    if (changes.length) await write(changes, t(texts.filled, { count: changes.length * (right - left + 1) }))
  })
  return { copied, paste, fill, takeBack, faults, dropFaults: () => setFaults(null) }
}
