// One column of the file: its heading, samples, and the field that it goes to.
import styled from '@emotion/styled'
import { ArrowRight } from 'lucide-react'
import { phone, v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { targetsOf } from '../related.ts'
import type { ColumnTarget, FileColumn } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'
import { mayCreateRelated, targetKey, type TargetOption } from './target-options.ts'

const Row = styled('div')({
  display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.2fr) 18px minmax(0, 1.2fr)', gap: 12,
  alignItems: 'center', padding: '8px 14px',
  [phone]: {
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: '4px 10px', padding: '12px 14px',
    '& .arrow': { display: 'none' }, '& .to': { gridColumn: '1 / -1' },
  },
})
const clip = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

type Props = { column: FileColumn; first: boolean; options: TargetOption[]; target: ColumnTarget | null; onChange: (target: ColumnTarget | null) => void }

export function MappingRow({ column, first, options, target, onChange }: Props) {
  const { t, objectOf } = useFieldTools()
  const chosen = target ? options.find((option) => option.value === targetKey(target)) : undefined
  const related = chosen && mayCreateRelated(chosen.field, objectOf) ? objectOf(targetsOf(chosen.field)[0]) : undefined
  const guess = !chosen && column.guess ? options.find((option) => option.value === targetKey(column.guess!)) : undefined
  const samples = column.samples.join(' · ')
  return (
    <Row style={first ? undefined : { borderTop: `1px solid ${v.line}` }}>
      <span style={{ ...clip, fontWeight: 500 }} title={column.name}>{column.name}</span>
      <span style={{ ...clip, color: v.secondary, fontSize: 13 }} title={samples}>
        {samples || <i style={{ color: v.muted }}>{t(texts.noSample)}</i>}
      </span>
      <span className="arrow" aria-hidden style={{ display: 'flex', color: chosen ? v.accent : v.muted }}>
        <ArrowRight size={16} />
      </span>
      <div className="to" style={{ minWidth: 0 }}>
        <Combobox
          name={t(texts.fieldOf, { name: column.name })} options={options} placeholder={t(texts.leaveOut)}
          value={chosen ? { value: chosen.value, label: chosen.label } : null}
          onChange={(option) => onChange(options.find((one) => one.value === option?.value)?.target ?? null)}
        />
        {guess && (
          <Button size="small" variant="ghost" onClick={() => onChange(guess.target)} style={{ marginTop: 4 }}>
            {t(texts.perhaps, { field: guess.label })}
          </Button>
        )}
        {target?.spare && <span style={{ display: 'block', marginTop: 4, color: v.secondary, fontSize: 13 }}>{t(texts.spare)}</span>}
        {related && (
          <div style={{ marginTop: 4, fontSize: 13 }}>
            <Checkbox
              checked={Boolean(target?.create)} onChange={(create) => onChange({ ...target!, create })}
              label={t(texts.createMissing, { what: t(related.pluralLabel).toLowerCase() })}
            />
          </div>
        )}
      </div>
    </Row>
  )
}
