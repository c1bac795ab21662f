// Merging as the server offers it: the look before, the merge, its undoing; duplicates of values and of records.
import { useQueryClient } from '@tanstack/react-query'
import { api, newKey, type Answer, type Row } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type ObjectInfo } from '../../queries.ts'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { RecordRow } from '../field-web.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { mergeTexts as texts } from './merge-texts.ts'

export type Choices = Record<string, string>
export type Preview = Answer<'POST /records/{object}/merge/preview'>
export type Duplicate = Row<'GET /records/{object}/{id}/duplicates'>
export type Pair = Row<'GET /duplicates'>

export const mergeBody = (into: string, ids: string[], take: Choices) => ({ into, from: ids.filter((id) => id !== into), take })

export function useUndoMerge(object: ObjectInfo) {
  const t = useText()
  const say = useErrorText()
  const toast = useToast()
  const client = useQueryClient()
  return async (merge: string) => {
    try {
      const { keptCount } = await api.post('/records/{object}/merge/{merge}/undo', { path: { object: object.name, merge } })
      toast({ text: keptCount ? t(texts.undoneKept, { count: keptCount }) : t(texts.undone) })
      await client.invalidateQueries({ queryKey: ['records'] })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
}

/** Merges, and offers the way back. Answers the survivor; null when it was refused, which is told. */
export function useMerge(object: ObjectInfo) {
  const t = useText()
  const say = useErrorText()
  const toast = useToast()
  const client = useQueryClient()
  const undo = useUndoMerge(object)
  return async (records: RecordRow[], into: string, take: Choices): Promise<RecordRow | null> => {
    try {
      const versions = Object.fromEntries(records.map((record) => [record.id, record.version]))
      const body = { ...mergeBody(into, records.map((record) => record.id), take), versions }
      const survivor = await api.post('/records/{object}/merge', { path: { object: object.name }, body, idempotencyKey: newKey() })
      const { data: [last] } = await api.get('/records/{object}/{id}/merges', { path: { object: object.name, id: into }, query: { limit: 1 } })
      const name = titleOf(survivor, object) ?? t(shared.untitled)
      toast({ text: t(texts.merged, { name }), undo: last && (() => void undo(last.id)) })
      await client.invalidateQueries({ queryKey: keys.records(object.name) })
      return survivor
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
      return null
    }
  }
}
