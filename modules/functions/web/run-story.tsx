// The functions room's screens: one run: its result or why it failed, its log, and what it asked for.
import type { ReactNode } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Label } from '../../../web/ui/label.tsx'
import type { FunctionStory } from './queries.ts'
import { functionTexts as f } from './texts.ts'

const statusColours = { running: 'yellow', completed: 'green', failed: 'red' } as const
export const StatusLabel = ({ status }: { status: FunctionStory['status'] }) => <Label colour={statusColours[status]}>{useText()(f[status])}</Label>

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))

function Text({ children }: { children: string }) {
  return (
    <pre tabIndex={0} style={{ margin: 0, padding: 10, borderRadius: 8, backgroundColor: v.sunken, fontSize: 12.5, lineHeight: '18px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 260, overflow: 'auto' }}>{children}</pre>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section style={{ display: 'grid', gap: 6 }}><h3 style={{ margin: 0, fontSize: 13, fontWeight: 500 }}>{title}</h3>{children}</section>
}

export function RunStory({ run, whole }: { run: FunctionStory; whole?: boolean }) {
  const t = useText()
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', color: v.secondary, fontSize: 13 }}><StatusLabel status={run.status} />{run.spent !== null && t(f.computed, { count: run.spent })}</div>
      {run.error && <div role="alert" style={{ color: v.bad }}>{run.error.message}</div>}
      {run.status === 'completed' && <Part title={t(f.result)}><Text>{shown(run.result)}</Text></Part>}
      <Part title={t(f.log)}>{run.log.length ? <Text>{run.log.join('\n')}</Text> : <span style={{ color: v.muted }}>{t(f.noLog)}</span>}</Part>
      <Part title={t(run.kind === 'test' ? f.wouldDo : f.asked)}>
        {run.calls.length === 0 && <span style={{ color: v.muted }}>{t(f.noCalls)}</span>}
        <ol style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 6 }}>{run.calls.map((call) => <CallStory key={call.n} call={call} />)}</ol>
      </Part>
      {whole && <Part title={t(f.given)}><Text>{shown(run.given)}</Text></Part>}
    </div>
  )
}

function CallStory({ call }: { call: FunctionStory['calls'][number] }) {
  return (
    <li>
      <details>
        <summary style={{ cursor: 'pointer', fontSize: 13, overflowWrap: 'anywhere' }}>
          <code>{call.name}</code> <span style={{ color: v.secondary }}>{call.arguments.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(', ').slice(0, 120)}</span>
        </summary>
        <Text>{`${shown(call.arguments)}\n→ ${call.error ? call.error.message : shown(call.answer)}`}</Text>
      </details>
    </li>
  )
}
