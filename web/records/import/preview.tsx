// What the import would do: how many rows are new, changed, the same, wrong; counted by a trial that writes nothing.
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { FormError } from '../../ui/states.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { ApiError } from '../../api.ts'
import type { ImportStatus } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'

type Fact = { label: string; count: number; tone: string }

/** Figures side by side, each with its colour; also the summary of a finished import. */
export function Facts({ facts }: { facts: Fact[] }) {
  const { format } = useFieldTools()
  return (
    <dl style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(112px, 1fr))', gap: 10, margin: 0 }}>
      {facts.map(({ label, count, tone }) => (
        <div
          key={label}
          style={{
            padding: '12px 14px', borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper,
            display: 'flex', flexDirection: 'column-reverse',
          }}
        >
          <dt style={{ fontSize: 13, color: v.secondary }}>{label}</dt>
          <dd
            className="tabular"
            style={{ margin: 0, fontSize: 22, lineHeight: '30px', fontWeight: 600, color: count ? tone : v.muted }}
          >
            {format.number(count)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function Bar({ it, label }: { it: ImportStatus; label: string }) {
  const share = it.rows ? Math.min(100, (it.done / it.rows) * 100) : 0
  return (
    <div
      role="progressbar" aria-label={label} aria-valuenow={Math.round(share)} aria-valuemin={0} aria-valuemax={100}
      style={{ height: 8, borderRadius: 4, backgroundColor: v.pressed, overflow: 'hidden' }}
    >
      <div
        style={{
          width: `${share}%`, minWidth: it.rows ? 4 : 0, height: '100%', borderRadius: 4, backgroundColor: v.accent,
          transition: 'width 400ms linear',
        }}
      />
    </div>
  )
}

export function Preview({ it, busy, title }: { it: ImportStatus; busy: 'try' | 'start' | null; title: string }) {
  const { t } = useFieldTools()
  const counting = it.status === 'running' || busy === 'try'
  const said = counting
    ? (it.rows && busy !== 'try' ? t(texts.counting, { done: it.done, total: it.rows }) : t(texts.countingStart))
    : t(texts.previewHelp)
  return (
    <Section title={title} help={<span role="status">{said}</span>}>
      <div style={{ display: 'grid', gap: 12 }}>
        {counting && <Bar it={it} label={t(texts.preview)} />}
        {it.error && <FormError error={new ApiError(422, { code: it.error.code, detail: it.error.message })} />}
        <Facts
          facts={[
            { label: t(texts.new), count: it.created, tone: v.good }, { label: t(texts.changed), count: it.updated, tone: v.info },
            { label: t(texts.same), count: it.unchanged, tone: v.text }, { label: t(texts.wrong), count: it.failed, tone: v.bad },
          ]}
        />
        <Remarks it={it} />
        {it.status === 'completed' && !counting && it.created + it.updated === 0 && it.failed === 0 && (
          <div style={{ color: v.secondary }}>{t(texts.nothingToDo)}</div>
        )}
      </div>
    </Section>
  )
}

/** New rows that may be here already, marked phones, options that are new, and the wrong rows with why. */
export function Remarks({ it }: { it: ImportStatus }) {
  const { t } = useFieldTools()
  return (
    <>
      {it.alike > 0 && (
        <div style={{ color: v.warn, fontSize: 13.5 }}>
          {t(texts.alike, { count: it.alike })}{' '}
          {!it.dryRun && <Link to="/duplicates/$object" params={{ object: it.object }}>{t(texts.showAlike)}</Link>}
        </div>
      )}
      {it.marked > 0 && <div style={{ color: v.warn, fontSize: 13.5 }}>{t(texts.marked, { count: it.marked })}</div>}
      <Added it={it} />
      {it.reasons && (
        <ul style={{ margin: 0, paddingLeft: 20, fontSize: 13.5, lineHeight: '21px', overflowWrap: 'anywhere' }}>
          {it.reasons.map(({ message, rows }) => <li key={message}>{t(texts.reason, { why: message, count: rows })}</li>)}
        </ul>
      )}
      {it.errorsUrl && it.failed > 0 && it.status !== 'running' && (
        <div style={{ display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap', fontSize: 13.5 }}>
          <span style={{ color: v.secondary }}>{t(texts.wrongHelp)}</span>
          <Button size="small" component="a" href={it.errorsUrl} icon={<Download size={16} />} {...{ download: '' }}>
            {t(texts.downloadWrong)}
          </Button>
        </div>
      )}
    </>
  )
}

/** Words that one line holds. */
const MOST_WORDS = 8

/** Which options the file brings: a slip of the pen becomes one too, and an import that is undone leaves it. */
function Added({ it }: { it: ImportStatus }) {
  const { t, objectOf } = useFieldTools()
  const columns = it.columns.filter((column) => column.target && column.added?.length)
  if (!columns.length) return null
  const label = (name: string) => t(objectOf(it.object)?.fields.find((field) => field.name === name)?.label) || name
  const list = (words: string[]) => [...words.slice(0, MOST_WORDS).map((word) => `“${word}”`), ...(words.length > MOST_WORDS ? [t(texts.andMore, { count: words.length - MOST_WORDS })] : [])].join(', ')
  return (
    <div style={{ color: v.warn, fontSize: 13.5, overflowWrap: 'anywhere' }}>
      {columns.map(({ name, target, added }) => <div key={name}>{t(texts.added, { field: label(target!.field), words: list(added!) })}</div>)}
      {it.dryRun && <div style={{ color: v.secondary }}>{t(texts.addedHelp)}</div>}
    </div>
  )
}
