// The workflow room's screens: how long a step waits.
import { useText } from '../../../web/i18n.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import type { FormProps } from './step-form.tsx'
import { TemplateInput } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

const units = ['minutes', 'hours', 'days', 'weeks', 'months'] as const

export function WaitForm({ step, onChange, path, error, draft, earlier, loops }: FormProps) {
  const t = useText()
  const { for: span, until, ...rest } = step
  const [unit, count] = (Object.entries((span ?? {}) as Record<string, number>)[0] ?? ['days', '']) as [(typeof units)[number], number | '']
  const choose = (how: 'for' | 'until') => onChange(how === 'for' ? { ...rest, for: { days: 1 } } : { ...rest, until: '' })
  return (
    <FormGrid columns={span === undefined ? 2 : undefined}>
      <Select label={t(w.waitHow)} value={span === undefined ? 'until' : 'for'} onChange={choose} options={[{ value: 'for', label: t(w.waitFor) }, { value: 'until', label: t(w.waitUntil) }]} />
      {span === undefined
        ? <TemplateInput {...{ draft, earlier, loops }} required label={t(w.waitUntil)} value={until} onChange={(next) => onChange({ ...rest, until: next })} error={faultOf(error, `${path}.until`, `${path}.for`)} placeholder={'{{ today | plusDays: 3 | at: "09:00" }}'} />
        : (
          <FormGrid columns={2}>
            <TextInput
              required label={t(w.waitCount)} inputMode="numeric" value={String(count)} error={faultOf(error, `${path}.for`, `${path}.for.${unit}`)}
              onChange={(text) => onChange({ ...rest, for: { [unit]: Number(text.replace(/\D/g, '').slice(0, 5)) } })}
            />
            <Select label={t(w.waitUnit)} value={unit} onChange={(next) => onChange({ ...rest, for: { [next]: count } })} options={units.map((value) => ({ value, label: t(w[value]) }))} />
          </FormGrid>
        )}
    </FormGrid>
  )
}
