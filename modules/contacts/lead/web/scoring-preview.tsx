// Settings, lead scoring: what the rules would change: leads by score now and afterwards, and those that would move most.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../../../../web/api.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { v } from '../../../../web/theme.ts'
import { Card, Section } from '../../../../web/ui/page.tsx'
import { scoringTexts as texts } from './scoring-texts.ts'

type Preview = Answer<'POST /lead-scoring/preview'>

const bands = ['0–19', '20–39', '40–59', '60–79', '80–100']

const Table = styled('table')({
  width: '100%', borderCollapse: 'collapse', fontSize: 13, fontVariantNumeric: 'tabular-nums',
  '& th, & td': { padding: '7px 12px', textAlign: 'left', borderBottom: `1px solid ${v.line}`, fontWeight: 400, whiteSpace: 'nowrap' },
  '& thead th': { color: v.secondary, fontWeight: 500 },
  '& td': { width: '42%' },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
})
const Bar = styled('span')({ display: 'inline-block', height: 8, borderRadius: 3, minWidth: 2, verticalAlign: 'middle', marginRight: 8 })

export function ScoringPreview({ preview: { leads, changed, unscored, before, after, examples } }: { preview: Preview }) {
  const { t, format } = useFieldTools()
  const most = Math.max(1, ...before, ...after)
  const bar = (count: number, colour: string) => <>{count > 0 && <Bar aria-hidden style={{ width: `${(count * 70) / most}%`, backgroundColor: colour }} />}{format.number(count)}</>
  const said = (score: number | null) => (score === null ? t(texts.noScore) : format.number(score))
  const help = [t(changed ? texts.changes : texts.same, { changed, leads }), unscored > 0 && t(texts.unscored, { count: unscored })].filter(Boolean).join(' ')
  return (
    <Section title={t(texts.preview)} help={help}>
      <Card>
        <Table aria-label={t(texts.preview)}>
          <thead><tr><th scope="col">{t(texts.score)}</th><th scope="col">{t(texts.now)}</th><th scope="col">{t(texts.after)}</th></tr></thead>
          <tbody>
            {bands.map((band, at) => (
              <tr key={band}><th scope="row">{band}</th><td>{bar(before[at], v.muted)}</td><td>{bar(after[at], v.accent)}</td></tr>
            ))}
          </tbody>
        </Table>
      </Card>
      {examples.length > 0 && (
        <>
          <h3 style={{ margin: '16px 0 4px', fontSize: 13, fontWeight: 600 }}>{t(texts.most)}</h3>
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {examples.map(({ id, name, from, to }) => (
              <li key={id} style={{ display: 'flex', gap: 12, padding: '4px 0', minWidth: 0 }}>
                <Link to="/o/$object/$id" params={{ object: 'lead', id }} style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{name ?? '–'}</Link>
                <span className="tabular" style={{ whiteSpace: 'nowrap' }}>{said(from)} → <strong>{said(to)}</strong></span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
