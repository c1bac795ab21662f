// Writes many cells as one batch, all of it or nothing; each record with the version that is shown, so that nobody else's change
// is written over. What was written last can be taken back, as often as there is something.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError, api, type Answer } from '../../api.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { toWrite } from '../record-write.ts'
import { isEditable } from '../value-view.tsx'
import type { Place } from './cell-range.ts'
import { gridTexts as texts } from './grid-texts.ts'
import type { CellFault } from './paste-faults.tsx'

const mostUndone = 20

export type CellChange = Place & { data: Record<string, unknown> }
type Inverse = { op: 'update'; id: string; version: number; data: Record<string, unknown> }
type Written = Answer<'POST /records/{object}/batch'>['results'][number]

/** All of a batch were written when it answers. */
const versionOf = (result: Written) => ('record' in result ? result.record.version : 0)

export function useCellWrite(object: ObjectInfo) {
  const { t } = useFieldTools()
  const toast = useToast()
  const once = useOnce(object)
  const [faults, setFaults] = useState<CellFault[] | null>(null)
  const undone = useRef<Inverse[][]>([])

  const labelOf = (name: string) => t(object.fields.find((field) => field.name === name)?.label) || name
  const send = async (operations: Inverse[]) => (await api.post('/records/{object}/batch', { path: { object: object.name }, body: { operations } })).results
  const takeBack = () => once(async () => {
    const last = undone.current.pop()
    if (!last) return
    await send(last)
    toast({ text: t(texts.takenBack, { count: last.length }) })
  })
  const write = async (changes: CellChange[], said: string) => {
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
  return { once, write, takeBack, faults, setFaults }
}

/** One after the other: what is begun while another is at work is let be. */
function useOnce(object: ObjectInfo) {
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const busy = useRef(false)
  return async (work: () => Promise<void>) => {
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
}
