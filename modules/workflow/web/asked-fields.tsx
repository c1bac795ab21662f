// The workflow room's screens: the values that a workflow asks for before it runs, to be filled in.
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useText } from '../../../web/i18n.tsx'
import type { FieldInfo } from '../../../web/queries.ts'
import { faultOf } from '../../../web/ui/states.tsx'
import type { WorkflowButton } from './press.ts'

type Props = { inputs: WorkflowButton['inputs']; input: Record<string, unknown>; onChange: (input: Record<string, unknown>) => void; error: unknown }

export function AskedFields({ inputs, input, onChange, error }: Props) {
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
