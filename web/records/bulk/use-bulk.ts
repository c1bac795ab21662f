// Bulk work as the bar offers it: one thing at a time, with progress, a summary, and undo.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useText } from '../../i18n.tsx'
import { keys, type ObjectInfo } from '../../queries.ts'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { Filter } from '../filter/filter-model.ts'
import type { RecordRow } from '../field-web.ts'
import type { Selection } from '../list/use-selection.ts'
import { toWrite } from '../record-write.ts'
import { bulkTexts as texts } from './bulk-texts.ts'
import { gatherRecords, restoreAll, runBulk, type Operation, type Outcome, type Progress } from './run-bulk.ts'

/** Undo of a deletion restores one by one; beyond this many the bin is the way. */
const mostRestored = 200

export function useBulk(object: ObjectInfo, filter: Filter | undefined, selection: Selection) {
  const t = useText()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const [progress, setProgress] = useState<Progress | null>(null)
  const stop = useRef(new AbortController())

  const work = async (fields: string[], operationsOf: (rows: RecordRow[]) => Operation[], finish: (outcome: Outcome, rows: RecordRow[]) => void) => {
    stop.current = new AbortController()
    setProgress({ done: 0, total: selection.count })
    try {
      const rows = await gatherRecords(
        object.name, selection.everything ? null : selection.ids, filter, selection.ids, fields, stop.current.signal,
      )
      const outcome = await runBulk(object.name, operationsOf(rows), setProgress, stop.current.signal)
      selection.clear()
      finish(outcome, rows)
    } catch (error) {
      if (!stop.current.signal.aborted) toast({ text: say(error), tone: 'bad' })
    } finally {
      setProgress(null)
      void client.invalidateQueries({ queryKey: keys.records(object.name) })
    }
  }
  const tell = (text: string, outcome: Outcome, undo: (() => void) | undefined) => {
    if (outcome.stopped) toast({ text: t(texts.stopped, { count: outcome.done.length }), undo })
    else if (outcome.done.length) toast({ text, undo })
    if (outcome.refused.length) toast({ text: t(texts.refused, { count: outcome.refused.length, why: outcome.refused[0].why }), tone: 'bad' })
  }
  const undoWith = (operations: Operation[]) => async () => {
    await runBulk(
      object.name, operations, () => {}, new AbortController().signal,
    ).catch((error: unknown) => toast({ text: say(error), tone: 'bad' }))
    toast({ text: t(texts.undone) })
    void client.invalidateQueries({ queryKey: keys.records(object.name) })
  }
  return {
    progress,
    stop: () => stop.current.abort(),
    /** `change` says what each record becomes; undo puts back what it was. */
    update: (fields: string[], change: (row: RecordRow) => Record<string, unknown>) =>
      work(fields, (rows) => rows.map((row) => ({ op: 'update', id: row.id, data: toWrite(change(row), object) })), (outcome, rows) => {
        const done = new Set(outcome.done)
        const back = rows.filter((row) => done.has(row.id)).map<Operation>((row) => ({
          op: 'update', id: row.id,
          data: toWrite(Object.fromEntries(fields.map((name) => [name, row[name] ?? null])), object),
        }))
        tell(t(texts.changed, { count: done.size }), outcome, undoWith(back))
      }),
    remove: () =>
      work([], (rows) => rows.map((row) => ({ op: 'delete', id: row.id })), (outcome) => {
        const undo = outcome.done.length > mostRestored ? undefined : () => void restoreAll(object.name, outcome.done)
          .then(() => toast({ text: t(texts.undone) }), (error: unknown) => toast({ text: say(error), tone: 'bad' }))
          .finally(() => client.invalidateQueries({ queryKey: keys.records(object.name) }))
        tell(t(texts.deleted, { count: outcome.done.length }), outcome, undo)
      }),
  }
}
