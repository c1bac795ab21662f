// The import wizard: a file, its columns with a preview, the run with its summary. Route /import; `?id=` is the import,
// so that one may leave and come back.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { isGone } from '../record/use-record.ts'
import { RecordsFrame } from '../records-frame.tsx'
import { ChooseStep } from './choose-step.tsx'
import { importQuery } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'
import { MappingStep } from './mapping-step.tsx'
import { RunStep } from './run-step.tsx'

export default function ImportScreen() {
  const t = useText()
  const navigate = useNavigate()
  const { id, object } = useSearch({ strict: false }) as { id?: string; object?: string }
  const go = (next: { id?: string; object?: string }, replace = false) =>
    void navigate({ to: '/import', search: next, replace })
  const actions = id ? <Button size="small" onClick={() => go({})}>{t(texts.another)}</Button> : undefined
  return (
    <RecordsFrame>
      <Page width={920} header={<PageHeader title={t(texts.title)} icon={<FileUp size={18} />} actions={actions} />}>
        {id ? <Opened key={id} id={id} go={go} /> : <ChooseStep object={object} onSent={(next) => go({ id: next })} onOpen={(next) => go({ id: next })} />}
      </Page>
    </RecordsFrame>
  )
}

function Opened({ id, go }: { id: string; go: (next: { id?: string }, replace?: boolean) => void }) {
  const t = useText()
  const query = useQuery(importQuery(id))
  const it = query.data
  if (isGone(query.error)) {
    return (
      <EmptyState
        icon={<FileUp size={20} />} title={t(texts.notHere)}
        action={<Button onClick={() => go({})}>{t(texts.another)}</Button>}
      />
    )
  }
  if (query.error && !it) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!it) return <SkeletonRows rows={8} columns={3} />
  return (
    <>
      <Steps at={it.dryRun ? 1 : 2} />
      {it.dryRun ? <MappingStep it={it} onTried={(next) => go({ id: next }, true)} onStarted={(next) => go({ id: next })} /> : <RunStep it={it} onAnother={() => go({})} />}
    </>
  )
}

export function Steps({ at }: { at: number }) {
  const t = useText()
  const names = [t(texts.stepFile), t(texts.stepColumns), t(texts.stepRun)]
  return (
    <ol
      aria-label={t(texts.steps)}
      style={{
        listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: '6px 18px', padding: 0, margin: '4px 0 20px',
        fontSize: 13,
      }}
    >
      {names.map((name, index) => (
        <li
          key={name} aria-current={index === at ? 'step' : undefined}
          style={{
            display: 'flex', alignItems: 'center', gap: 7, color: index === at ? v.text : v.muted,
            fontWeight: index === at ? 600 : 400,
          }}
        >
          <span
            aria-hidden className="tabular"
            style={{
              width: 20, height: 20, borderRadius: '50%', display: 'inline-flex', alignItems: 'center',
              justifyContent: 'center', fontSize: 12, fontWeight: 600,
              backgroundColor: index <= at ? v.accent : v.pressed, color: index <= at ? v.accentText : v.secondary,
            }}
          >
            {index + 1}
          </span>
          {name}
        </li>
      ))}
    </ol>
  )
}
