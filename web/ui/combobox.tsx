// UI kit: Combobox, one or several of a long list; options are at hand or are searched for while typing (`load`).
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { v } from '../theme.ts'
import { deferred } from './deferred.tsx'
import { Field, InputBox, type FieldProps } from './field.tsx'

export type ComboOption = { value: string; label: string; hint?: string; icon?: ReactNode; colour?: string }

export type ComboboxProps = Omit<FieldProps, 'children'> & {
  options?: readonly ComboOption[]
  /** Searches as the user types; called with '' when it opens. */
  load?: (query: string, signal: AbortSignal) => Promise<ComboOption[]>
  /** Offers what was typed as a new value. */
  onCreate?: (text: string) => void
  createLabel?: (text: string) => string
  placeholder?: string
  disabled?: boolean
  autoFocus?: boolean
  large?: boolean
  name?: string
} & (
  | { multiple?: false; value: ComboOption | null; onChange: (value: ComboOption | null) => void }
  | { multiple: true; value: ComboOption[]; onChange: (value: ComboOption[]) => void }
)

function Placeholder({ label, help, error, required, optional, value, placeholder, large, style }: ComboboxProps) {
  const chosen = [value ?? []].flat().map((option) => option.label).join(', ')
  return (
    <Field {...{ label, help, error, required, optional, style }}>
      <InputBox fault={Boolean(error)} large={large} aria-busy>
        <span style={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: chosen ? undefined : v.muted }}>{chosen || placeholder}</span>
        <ChevronDown size={16} aria-hidden />
      </InputBox>
    </Field>
  )
}

export const Combobox = deferred<ComboboxProps>(() => import('./combobox-box.tsx').then((module) => module.ComboboxBox), Placeholder)
