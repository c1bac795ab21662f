// Third step: the import at work, to be left or stopped, and its summary.
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheckBig, CircleSlash, CircleX, Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { keys } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { cancelImport, importKey, type ImportStatus } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'
import { Bar, Facts, Remarks } from './preview.tsx'
import { UndoButton, UndoState } from './undo-part.tsx'

export function RunStep({ it, onAnother }: { it: ImportStatus; onAnother: () => void }) {
  const { t } = useFieldTools()
  const client = useQueryClient()
  const running = it.status === 'running'
  // Lists that were looked at before know nothing of the new rows.
  useEffect(() => {
    if (!running) void client.invalidateQueries({ queryKey: keys.records(it.object) })
  }, [running, client, it.object, it.undo?.status])
  const facts = [
    { label: t(texts.created), count: it.created, tone: v.good }, { label: t(texts.updated), count: it.updated, tone: v.info },
    {
      label: t(texts.unchanged), count: it.unchanged, tone: v.text,
    }, { label: t(texts.failedRows), count: it.failed, tone: v.bad },
  ]
  return (
    <Card style={{ padding: 20, display: 'grid', gap: 16 }}>
      {running ? <Running it={it} /> : <Ended it={it} />}
      <Facts facts={facts} />
      <Remarks it={it} />
      {it.undo && <UndoState it={it} undo={it.undo} />}
      {!running && <Onwards it={it} onAnother={onAnother} />}
    </Card>
  )
}

function Running({ it }: { it: ImportStatus }) {
  const { t } = useFieldTools()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const [busy, setBusy] = useState(false)
  const stop = async () => {
    setBusy(true)
    try {
      client.setQueryData(importKey(it.id), { ...it, ...await cancelImport(it.id) })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: importKey(it.id) })
    }
  }
  const said = it.rows === null ? t(texts.countingStart) : t(texts.progress, { done: it.done, total: it.rows })
  return (
    <>
      <div style={{ display: 'flex', alignItems: 'flex-start', gap: 12, flexWrap: 'wrap' }}>
        <div style={{ flex: '1 1 220px', minWidth: 0 }}>
          <h2 style={{ margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 600, overflowWrap: 'anywhere' }}>
            {t(texts.importing, { name: it.fileName })}
          </h2>
          <div className="tabular" style={{ color: v.secondary }} role="status">{said}</div>
        </div>
        <Button loading={busy} onClick={() => void stop()}>{t(texts.stop)}</Button>
      </div>
      <Bar it={it} label={t(texts.importing, { name: it.fileName })} />
      <div style={{ color: v.secondary, fontSize: 13.5 }}>{t(texts.leave)}</div>
    </>
  )
}

function Ended({ it }: { it: ImportStatus }) {
  const { t, format } = useFieldTools()
  const Icon = it.status === 'completed' ? CircleCheckBig : it.status === 'failed' ? CircleX : CircleSlash
  const said = it.status === 'completed'
    ? t(texts.finished, { name: it.fileName })
    : t(it.status === 'failed' ? texts.broken : texts.stopped)
  const more = it.status === 'failed'
    ? it.error?.message
    : it.status === 'cancelled'
    ? t(texts.stoppedBody)
    : it.finishedAt
    ? format.dateTime(it.finishedAt)
    : ''
  return (
    <div style={{ display: 'flex', gap: 12 }} role="status">
      <Icon
        size={24} color={it.status === 'completed' ? v.good : it.status === 'failed' ? v.bad : v.muted}
        style={{ flexShrink: 0 }} aria-hidden
      />
      <div style={{ minWidth: 0 }}>
        <h2 style={{ margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 600, overflowWrap: 'anywhere' }}>{said}</h2>
        <div style={{ color: v.secondary }}>{more}</div>
      </div>
    </div>
  )
}

function Onwards({ it, onAnother }: { it: ImportStatus; onAnother: () => void }) {
  const { t, objectOf } = useFieldTools()
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
      <Button variant="primary" component={Link} to="/o/$object" params={{ object: it.object }}>
        {t(texts.toList, { what: t(objectOf(it.object)?.pluralLabel).toLowerCase() })}
      </Button>
      <Button onClick={onAnother}>{t(texts.another)}</Button>
      <Button component="a" href={it.reportUrl} icon={<Download size={16} />} {...{ download: '' }}>{t(texts.report)}</Button>
      <UndoButton it={it} />
    </div>
  )
}
