// The workflow room's screens: what a workflow asks before it runs: whether one is sure, and a few values.
import { useState } from 'react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useText } from '../../../web/i18n.tsx'
import type { FieldInfo } from '../../../web/queries.ts'
import { texts as shared } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import type { WorkflowButton } from './press.ts'
import { workflowTexts as w } from './texts.ts'

type Props = { button: WorkflowButton; count?: number; busy: boolean; error: unknown; onRun: (input: Record<string, unknown>) => void; onClose: () => void }

export default function PressDialog({ button, count, busy, error, onRun, onClose }: Props) {
  const t = useText()
  const [input, setInput] = useState<Record<string, unknown>>({})
  return (
    <Dialog
      open onClose={onClose} title={t(button.label)} width={460} onSubmit={() => onRun(input)}
      actions={<><Button onClick={onClose}>{t(shared.cancel)}</Button><Button type="submit" variant="primary" loading={busy}>{t(button.label)}</Button></>}
    >
      <FormGrid>
        {button.confirm && <div style={{ color: v.secondary, lineHeight: '21px' }}>{t(button.confirm)}</div>}
        {count !== undefined && count > 1 && <div>{t(w.forRecords, { count })}</div>}
        <AskedFields inputs={button.inputs} {...{ input, error }} onChange={setInput} />
        {!isMarked(button.inputs, error) && <FormError error={error} />}
      </FormGrid>
    </Dialog>
  )
}

type AskedProps = { inputs: WorkflowButton['inputs']; input: Record<string, unknown>; onChange: (input: Record<string, unknown>) => void; error: unknown }

/** Also those of a trial. */
export function AskedFields({ inputs, input, onChange, error }: AskedProps) {
  const t = useText()
  return inputs.map((one) => {
    const field = { ...one, access: 'write' } as FieldInfo
    const { Input } = fieldWebOf(field.type)
    return (
      <Input
        key={field.name} field={field} label={t(field.label)} required={field.required} value={input[field.name] ?? null} onChange={(value) => onChange({ ...input, [field.name]: value })}
        error={faultOf(error, `input.${field.name}`)}
      />
    )
  })
}

/** A fault that stands at one of them is not told a second time. */
export const isMarked = (inputs: WorkflowButton['inputs'], error: unknown): boolean => inputs.some(({ name }) => faultOf(error, `input.${name}`))
