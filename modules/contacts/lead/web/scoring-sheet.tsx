// Settings, lead scoring: one rule: its reason, for which leads it holds, and its points. Kept when the page is saved.
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { FilterBuilder } from '../../../../web/records/filter/filter-builder.tsx'
import { filterFields } from '../../../../web/records/filter/filter-fields.ts'
import { countConditions, readFilter, toFilter } from '../../../../web/records/filter/filter-model.ts'
import { commonTexts as c } from '../../../../web/settings/common-texts.ts'
import { LabelInput } from '../../../../web/settings/label-input.tsx'
import { cleanLabels, type Labels } from '../../../../web/settings/labels.ts'
import { texts as shared } from '../../../../web/texts.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Sheet } from '../../../../web/ui/dialog.tsx'
import { Field, TextInput } from '../../../../web/ui/field.tsx'
import { FormGrid } from '../../../../web/ui/page.tsx'
import type { Rule } from './scoring-screen.tsx'
import { scoringTexts as texts } from './scoring-texts.ts'

/** What a score cannot depend on (scoring.ts): itself, what changes with each write, and other records. */
const unfit = new Set(['score', 'version', 'updatedAt', 'updatedBy', 'completeness'])

type Props = { rule: Rule | null; onDone: (rule: Rule | null) => void; onClose: () => void }

export function RuleSheet({ rule, onDone, onClose }: Props) {
  const tools = useFieldTools()
  const { t } = tools
  const [label, setLabel] = useState<Labels>(rule?.label ?? {})
  const [group, setGroup] = useState(() => readFilter(rule?.filter ?? {}))
  const [points, setPoints] = useState(String(rule?.points ?? 10))
  const [tried, setTried] = useState(false)
  const lead = tools.objectOf('lead')
  const crosses = (path: string) => path.includes('.') && lead?.fields.some((field) => field.name === path.split('.')[0] && field.type === 'relation')
  const fields = lead ? filterFields(lead, tools).filter(({ path, field }) => !unfit.has(path) && !field.derived && !crosses(path)) : []
  const worth = Number(points.replace('−', '-'))
  const named = Object.keys(cleanLabels(label)).length > 0
  const valued = points.trim() !== '' && Number.isInteger(worth) && Math.abs(worth) <= 100
  const submit = () => {
    setTried(true)
    if (named && valued && countConditions(group)) onDone({ ...rule, label: cleanLabels(label), filter: toFilter(group) ?? {}, points: worth, enabled: rule?.enabled ?? true })
  }
  return (
    <Sheet
      open onClose={onClose} title={t(rule ? texts.editRule : texts.newRule)} width={640} onSubmit={submit}
      actions={(
        <>
          {rule && <Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => onDone(null)} style={{ marginRight: 'auto' }}>{t(texts.remove)}</Button>}
          <Button onClick={onClose}>{t(shared.cancel)}</Button>
          <Button type="submit" variant="primary">{t(texts.done)}</Button>
        </>
      )}
    >
      <FormGrid>
        <LabelInput label={t(texts.name)} help={t(texts.nameHelp)} value={label} onChange={setLabel} error={tried && !named ? t(c.needed) : undefined} autoFocus={!rule} />
        <Field label={t(texts.filter)} error={tried && !countConditions(group) ? t(texts.conditionNeeded) : undefined}><FilterBuilder none="" group={group} fields={fields} onChange={setGroup} /></Field>
        <TextInput label={t(texts.points)} help={t(texts.pointsHelp)} value={points} inputMode="numeric" onChange={setPoints} error={tried && !valued ? t(texts.pointsNeeded) : undefined} style={{ maxWidth: 220 }} />
      </FormGrid>
    </Sheet>
  )
}
