// A merge in the timeline: the way back, as long as there is one.
import type { ObjectInfo } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { useUndoMerge } from './merge-data.ts'
import { mayMerge } from './merge-rules.ts'
import { mergeTexts as texts } from './merge-texts.ts'

export function MergeEntry({ object, merge }: { object: ObjectInfo; merge: { id: string; undoable: boolean } | undefined }) {
  const { t } = useFieldTools()
  const undo = useUndoMerge(object)
  if (!merge?.undoable || !mayMerge(object)) return null
  return <div style={{ marginTop: 6 }}><Button size="small" onClick={() => void undo(merge.id)}>{t(texts.undo)}</Button></div>
}
