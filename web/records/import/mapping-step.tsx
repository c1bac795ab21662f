// Second step: each column of the file with samples and where it goes, and what the import would do.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { FormError } from '../../ui/states.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { cancelImport, importKey, runAgain, tryFile, type ColumnTarget, type ImportOptions, type ImportStatus } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'
import { ImportChoices, type Choices } from './import-choices.tsx'
import { MappingRow } from './mapping-row.tsx'
import { Preview } from './preview.tsx'
import { targetKey, targetOptions } from './target-options.ts'

type Props = { it: ImportStatus; onTried: (id: string) => void; onStarted: (id: string) => void }

/** Choices that the server does not tell back are kept while the wizard is open. */
const kept = new Map<string, Choices>()
const noChoices: Choices = {
  matchOn: '', createOptions: true, runWorkflows: false, enforceStageRules: false, dateFormat: '', timeZone: '',
}

export function MappingStep({ it, onTried, onStarted }: Props) {
  const tools = useFieldTools()
  const { t, objectOf } = tools
  const { mapping, mode, choices, change, start, busy, error } = useTrial(it, onTried, onStarted)
  const object = objectOf(it.object)
  if (!object) return null
  const options = targetOptions(object, tools)
  const places = Object.values(mapping).filter((target) => target !== null).map(targetKey)
  const doubled = options.find((option) => places.filter((place) => place === option.value).length > 1)
  const count = places.length
  const nothing = it.status === 'completed' && it.created + it.updated === 0
  return (
    <div>
      <Preview it={it} busy={busy} title={`${it.fileName}${it.sheet && it.sheets.length > 1 ? ` · ${it.sheet}` : ''} → ${t(object.pluralLabel)}`} />
      {it.better && <Better it={it} better={it.better} onTried={onTried} />}
      <Section title={t(texts.stepColumnsOnly)} help={t(texts.matched, { count, total: it.columns.length })}>
        <Card>
          {it.columns.map((column, index) => (
            <MappingRow
              key={column.name} column={column} first={index === 0} options={options} target={mapping[column.name] ?? null}
              onChange={(target) => change({ mapping: { ...mapping, [column.name]: target } })}
            />
          ))}
        </Card>
        {doubled && (
          <div style={{ color: v.warn, fontSize: 13, marginTop: 8 }}>{t(texts.taken, { field: doubled.label })}</div>
        )}
      </Section>
      <ImportChoices
        object={object} options={options.filter((option) => places.includes(option.value))} mode={mode}
        choices={choices} onChange={change}
      />
      <FormError error={error} />
      <div
        style={{
          position: 'sticky', bottom: 0, margin: '0 -4px', padding: '12px 4px', backgroundColor: v.canvas,
          borderTop: `1px solid ${v.line}`, display: 'flex', gap: 10, justifyContent: 'flex-end', zIndex: 2,
        }}
      >
        <Button
          variant="primary" size="large" loading={busy === 'start'}
          disabled={busy === 'try' || it.status === 'failed' || count === 0 || nothing} onClick={() => void start()}
        >
          {it.status === 'completed' ? t(texts.go, { count: it.created + it.updated }) : t(texts.goAnyway)}
        </Button>
      </div>
    </div>
  )
}

/** The same file, tried as another kind of record that its columns fit better. */
function Better({ it, better, onTried }: { it: ImportStatus; better: NonNullable<ImportStatus['better']>; onTried: (id: string) => void }) {
  const { t, objectOf } = useFieldTools()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const what = t(objectOf(better.object)?.pluralLabel) || better.object
  const tryOther = async () => {
    setBusy(true)
    try {
      if (it.status === 'running') await cancelImport(it.id).catch(() => undefined)
      onTried(await tryFile((mode) => runAgain(it.id, { object: better.object, mode, dryRun: true })))
    } catch (refusal) {
      setError(refusal)
      setBusy(false)
    }
  }
  return (
    <Card style={{ padding: 14, marginBottom: 20 }}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <span style={{ flex: '1 1 240px' }}>{t(texts.better, { count: better.columns, what })}</span>
        <Button size="small" loading={busy} onClick={() => void tryOther()}>{t(texts.useBetter, { what })}</Button>
      </div>
      <FormError error={error} />
    </Card>
  )
}

type Change = { mapping?: Record<string, ColumnTarget | null>; mode?: ImportStatus['mode']; choices?: Partial<Choices> }

/** What is chosen here is tried out on the server a moment after the last change; the trial before it is stopped. */
function useTrial(it: ImportStatus, onTried: (id: string) => void, onStarted: (id: string) => void) {
  const client = useQueryClient()
  const [mapping, setMapping] = useState(() => Object.fromEntries(it.columns.map((column) => [column.name, column.target])))
  const [mode, setMode] = useState(it.mode)
  const [choices, setChoices] = useState<Choices>(() => kept.get(it.id) ?? noChoices)
  const [busy, setBusy] = useState<'try' | 'start' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const now = useRef({ mapping, mode, choices })
  now.current = { mapping, mode, choices }
  useEffect(() => () => clearTimeout(timer.current), [])

  const run = async (dryRun: boolean) => {
    clearTimeout(timer.current)
    setBusy(dryRun ? 'try' : 'start')
    setError(null)
    try {
      if (it.status === 'running') await cancelImport(it.id).catch(() => undefined)
      const again = (as: ImportStatus['mode']) => {
        setMode(as)
        return runAgain(it.id, optionsOf(it, { ...now.current, mode: as }, dryRun))
      }
      // a file that told nothing at first was never asked what its rows are known by
      const id = dryRun && now.current.mode === 'upsert' && it.error ? await tryFile(again) : await again(now.current.mode)
      kept.set(id, now.current.choices)
      // The columns are the same: the screen stays as it is while the new trial begins.
      if (dryRun) client.setQueryData(
        importKey(id),
        {
          ...it, id, status: 'running', rows: it.rows, done: 0, created: 0, updated: 0, unchanged: 0, failed: 0,
          marked: 0, errorsUrl: null, reasons: undefined, error: null, mode: now.current.mode,
          columns: it.columns.map((column) => ({ ...column, target: now.current.mapping[column.name] ?? null, added: undefined })),
        },
      )
      if (dryRun) onTried(id)
      else onStarted(id)
    } catch (refusal) {
      setError(refusal)
      setBusy(null)
    }
  }
  const change = (next: Change) => {
    if (next.mapping) setMapping(next.mapping)
    if (next.mode) setMode(next.mode)
    if (next.choices) setChoices((before) => ({ ...before, ...next.choices }))
    setBusy('try')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void run(true), 700)
  }
  return { mapping, mode, choices, change, start: () => run(false), busy, error }
}

function optionsOf(it: ImportStatus, { mapping, mode, choices }: { mapping: Record<string, ColumnTarget | null>; mode: ImportStatus['mode']; choices: Choices }, dryRun: boolean): ImportOptions {
  const { matchOn, dateFormat, timeZone, ...rest } = choices
  return {
    object: it.object, mapping, mode, dryRun, ...rest, ...(mode === 'upsert' && matchOn && { matchOn: [matchOn] }),
    ...(dateFormat && { dateFormat }), ...(timeZone && { timeZone }),
  }
}
