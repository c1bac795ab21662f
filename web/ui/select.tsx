// UI kit: Select, one of a short list that is all there (for a long or a remote one see combobox.tsx).
import type { ReactNode } from 'react'
import { ChevronDown } from 'lucide-react'
import { v } from '../theme.ts'
import { deferred } from './deferred.tsx'
import { Field, InputBox, type FieldProps } from './field.tsx'

export type SelectOption<Value extends string = string> = { value: Value; label: string; hint?: string; icon?: ReactNode; disabled?: boolean }

export type SelectProps<Value extends string> = Omit<FieldProps, 'children'> & {
  value: Value | ''
  onChange: (value: Value) => void
  options: readonly SelectOption<Value>[]
  placeholder?: string
  disabled?: boolean
  large?: boolean
  /** A name for a select without a visible label. */
  name?: string
}

function Placeholder({ label, help, error, required, optional, value, options, placeholder, large, style }: SelectProps<string>) {
  return (
    <Field {...{ label, help, error, required, optional, style }}>
      <InputBox fault={Boolean(error)} large={large} aria-busy>
        <span style={{ flex: 1, display: 'flex', alignItems: 'center', gap: 8, minWidth: 0 }}><ShownOption option={options.find((option) => option.value === value)} placeholder={placeholder} /></span>
        <ChevronDown size={16} aria-hidden />
      </InputBox>
    </Field>
  )
}

/** The chosen option as it stands in the closed box. */
export function ShownOption({ option, placeholder }: { option?: SelectOption; placeholder?: string }) {
  if (!option) return <span style={{ color: v.muted }}>{placeholder ?? '\u00a0'}</span>
  return <>{option.icon}<span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{option.label}</span></>
}

const Box = deferred<SelectProps<string>>(() => import('./select-box.tsx').then((module) => module.SelectBox), Placeholder)

export function Select<Value extends string>(props: SelectProps<Value>) {
  return <Box {...(props as unknown as SelectProps<string>)} />
}
