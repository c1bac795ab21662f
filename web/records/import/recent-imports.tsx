// The imports of late with how they ended; one that still runs shows how far it is.
import { useQuery } from '@tanstack/react-query'
import { v } from '../../theme.ts'
import { Label } from '../../ui/label.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { recentQuery, type ImportStatus } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'

const colours: Record<ImportStatus['status'], string> = {
  running: 'blue', completed: 'green', failed: 'red', cancelled: 'gray',
}

export function RecentImports({ onOpen }: { onOpen: (id: string) => void }) {
  const { t, format, objectOf } = useFieldTools()
  const recent = (useQuery(recentQuery).data ?? []).filter((one) => !one.dryRun)
  if (!recent.length) return null
  return (
    <Section title={t(texts.recent)}>
      <Card>
        {recent.map((one, index) => (
          <button
            key={one.id} type="button" onClick={() => onOpen(one.id)}
            style={{
              display: 'flex', alignItems: 'center', gap: 12, width: '100%', minHeight: 52, padding: '8px 14px',
              border: 0, borderTop: index ? `1px solid ${v.line}` : 0, background: 'none', font: 'inherit',
              color: 'inherit', textAlign: 'left', cursor: 'pointer',
            }}
          >
            <span style={{ flex: 1, minWidth: 0 }}>
              <span
                style={{ display: 'block', fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
              >
                {one.fileName}
              </span>
              <span className="tabular" style={{ display: 'block', fontSize: 13, lineHeight: '19px', color: v.secondary }}>
                {[t(objectOf(one.object)?.pluralLabel) || one.object, format.dateTime(one.createdAt), one.rows !== null && t(texts.progress, { done: one.done, total: one.rows })].filter(Boolean).join(' · ')}
              </span>
            </span>
            {one.undo?.status === 'completed'
              ? <Label colour="gray">{t(texts.undoneLabel)}</Label>
              : <Label colour={colours[one.status]}>{t(texts[one.status])}</Label>}
          </button>
        ))}
      </Card>
    </Section>
  )
}
