// Settings, pipelines: one stage in the list: colour, name, probability, meaning.
import styled from '@emotion/styled'
import { ListChecks, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useRegion, useText } from '../../i18n.tsx'
import type { FieldInfo, Stage } from '../../queries.ts'
import { phone, v } from '../../theme.ts'
import { IconButton } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { Labels } from '../labels.ts'
import { ColourPicker } from '../list.tsx'
import { pipelineTexts as p } from './texts.ts'

const Row = styled('div')({
  flex: 1, minWidth: 0, display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr) 96px 132px auto auto', gap: 8, alignItems: 'center', padding: '7px 8px 7px 2px',
  borderBottom: `1px solid ${v.line}`,
  gridTemplateAreas: '"colour name probability kind requires remove" ". required required required . ."',
  [phone]: { gridTemplateColumns: '34px 46px minmax(0, 1fr) auto', gridTemplateAreas: '"colour name name remove" "probability probability kind requires" "required required required required"' },
})
const at = (gridArea: string) => ({ gridArea })
const kinds = ['open', 'won', 'lost'] as const

type Props = { stage: Stage; fields: FieldInfo[]; onChange: (change: Partial<Stage>) => void; onRemove?: () => void; fault: boolean }

export function StageRow({ stage, fields, onChange, onRemove, fault }: Props) {
  const t = useText()
  const { language } = useRegion()
  const name = t(stage.label)
  const labels = stage.label as Labels
  const [asking, setAsking] = useState(Boolean(stage.required?.length || stage.rottenAfterDays))
  const options = fields.map((field) => ({ value: field.name, label: t(field.label) }))
  // A label that is the same in both languages (a stage just made) changes in both.
  const rename = (text: string) => onChange({ label: labels.en === labels.id || !labels[language === 'id' ? 'en' : 'id'] ? { en: text, id: text } : { ...labels, [language]: text } })
  return (
    <Row>
      <div style={at('colour')}><ColourPicker value={stage.color} name={name} onChange={(color) => onChange({ color })} /></div>
      <TextInput style={at('name')} aria-label={t(p.stage)} value={labels[language] ?? name} onChange={rename} error={fault && t(p.stageNameNeeded)} />
      <TextInput
        style={at('probability')} aria-label={`${t(p.probability)}, ${name}`} inputMode="numeric" value={String(stage.probability)} end={<span style={{ color: v.muted }}>%</span>}
        onChange={(text) => onChange({ probability: Math.min(100, Number(text.replace(/\D/g, '').slice(0, 3))) })}
      />
      <Select style={at('kind')} name={`${t(p.kind)}, ${name}`} value={stage.kind} onChange={(kind) => onChange({ kind, ...(kind === 'won' && { probability: 100 }), ...(kind === 'lost' && { probability: 0 }) })} options={kinds.map((value) => ({ value, label: t(p[value]) }))} />
      <IconButton style={at('requires')} label={t(p.requires, { name })} aria-expanded={asking} onClick={() => setAsking(!asking)}><ListChecks size={16} color={stage.required?.length || stage.rottenAfterDays ? v.accent : undefined} /></IconButton>
      <IconButton style={at('remove')} label={`${t(p.removeStage)}: ${name}`} onClick={onRemove} disabled={!onRemove}><Trash2 size={16} /></IconButton>
      {asking && (
        <div style={{ ...at('required'), display: 'grid', gap: 10 }}>
        <Combobox
          multiple label={t(stage.kind === 'lost' ? p.requiredLost : p.required)} help={t(p.requiredHelp)} options={options}
          value={options.filter((option) => stage.required?.includes(option.value))} onChange={(chosen) => onChange({ required: chosen.map((one) => one.value) })}
        />
        {stage.kind === 'open' && (
          <TextInput
            label={t(p.rottenAfter)} help={t(p.rottenHelp)} inputMode="numeric" value={stage.rottenAfterDays ? String(stage.rottenAfterDays) : ''} style={{ maxWidth: 280 }} end={<span style={{ color: v.muted }}>{t(p.days)}</span>}
            onChange={(text) => onChange({ rottenAfterDays: Math.min(3650, Number(text.replace(/\D/g, '').slice(0, 4))) || undefined })}
          />
        )}
        </div>
      )}
    </Row>
  )
}
