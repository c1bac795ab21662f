// Bulk work in a corner of the shell: how far it is, on every screen and after a reload; a toast with undo at its end.
import styled from '@emotion/styled'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useText, type Text, type Values } from '../../i18n.tsx'
import { keys, useSession } from '../../queries.ts'
import { phone, v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFormat } from '../../use-format.ts'
import { bulkQuery, cancelBulk, canUndo, isBusy, progressOf, undoBulk, type BulkStatus } from './bulk-data.ts'
import { bulkTexts as texts } from './bulk-texts.ts'

const Corner = styled('section')({
  position: 'fixed', right: 20, bottom: 20, zIndex: 1800, width: 320, display: 'grid', gap: 12, padding: 14, borderRadius: 10,
  backgroundColor: v.paper, boxShadow: v.shadow,
  [phone]: { left: 12, right: 12, width: 'auto', bottom: 'calc(68px + env(safe-area-inset-bottom))' },
})

export default function BulkCorner() {
  const t = useText()
  const me = useSession()?.member.id
  const { data } = useQuery(bulkQuery)
  const work = useMemo(() => data?.filter((one) => one.member === me), [data, me])
  useEnds(work)
  const running = work?.filter(isBusy) ?? []
  if (!running.length) return null
  return (
    <Corner data-below-toasts aria-label={t(texts.corner)}>
      {running.map((it) => <Running key={it.id} it={it} />)}
    </Corner>
  )
}

function Running({ it }: { it: BulkStatus }) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const undoing = it.status !== 'running'
  const { done, total } = progressOf(it)
  const [stopping, setStopping] = useState(false)
  const stop = () => {
    setStopping(true)
    void cancelBulk(client, it.id).catch((error: unknown) => toast({ text: say(error), tone: 'bad' })).finally(() => setStopping(false))
  }
  const label = t(undoing ? texts.undoing : it.change.delete ? texts.deleting : texts.changing)
  return (
    <div style={{ display: 'grid', gap: 6 }}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
        <Link to="/bulk" style={{ flex: 1, fontWeight: 500, color: 'inherit' }}>{label}</Link>
        {!undoing && <Button size="small" variant="ghost" loading={stopping} onClick={stop}>{t(texts.stop)}</Button>}
      </div>
      <progress value={done} max={Math.max(1, total)} aria-label={label} style={{ width: '100%', accentColor: v.accent }} />
      <div className="tabular" role="status" style={{ fontSize: 13, color: v.secondary }}>
        {t(texts.running, { done: format.number(done), total: format.number(total) })}
      </div>
    </div>
  )
}

/** What was at work a moment ago and is not any more, is told; lists that were looked at know nothing of it yet. */
function useEnds(work: BulkStatus[] | undefined): void {
  const t = useText()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const seen = useRef<{ busy: Set<string>; newest: string } | null>(null)
  useEffect(() => {
    if (!work) return
    const last = seen.current ?? { busy: new Set<string>(), newest: work[0]?.id ?? '' }
    // a small one is over before it is seen at work
    const ended = work.filter((it) => !isBusy(it) && (last.busy.has(it.id) || it.id > last.newest))
    for (const it of ended) {
      const undo = canUndo(it) ? () => void undoBulk(client, it.id).catch((error: unknown) => toast({ text: say(error), tone: 'bad' })) : undefined
      toast({ text: t(...sayEnd(it)), undo, tone: (it.undo ?? it).status === 'failed' ? 'bad' : 'good' })
      void client.invalidateQueries({ queryKey: keys.records(it.object) })
    }
    seen.current = { busy: new Set(work.filter(isBusy).map((it) => it.id)), newest: work[0]?.id ?? last.newest }
  }, [work, client, toast, t, say])
}

/** How one ended: the text and what it tells. */
export function sayEnd(it: BulkStatus): [Text, Values] {
  const { changed, skipped, failed, total, undo } = it
  return [endOf(it), { count: undo ? undo.undone : changed, left: undo ? undo.kept : skipped + failed, total, why: (undo ?? it).error?.message ?? '' }]
}

function endOf(it: BulkStatus): Text {
  if (it.undo?.status === 'failed' || (!it.undo && it.status === 'failed')) return texts.broken
  if (it.undo) return it.undo.kept ? texts.undoneSome : texts.undone
  if (it.status === 'cancelled') return texts.stopped
  if (it.skipped + it.failed) return it.change.delete ? texts.deletedSome : texts.changedSome
  return it.change.delete ? texts.deleted : texts.changed
}
