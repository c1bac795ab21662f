// UI kit: Field, the label, help and error around one input; and TextInput, a line or several of text.
import styled from '@emotion/styled'
import { Eye, EyeOff } from 'lucide-react'
import { forwardRef, useId, useState, type InputHTMLAttributes, type ReactNode } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { IconButton } from './button.tsx'

export type FieldProps = {
  label?: ReactNode
  help?: ReactNode
  error?: ReactNode
  required?: boolean
  optional?: boolean
  id?: string
  children: ReactNode
  style?: React.CSSProperties
}

const Root = styled('div')({ display: 'flex', flexDirection: 'column', gap: 5, minWidth: 0 })
const LabelRow = styled('label')({ fontSize: 13, lineHeight: '18px', fontWeight: 500, color: v.text })
const Help = styled('div')({ fontSize: 12.5, lineHeight: '17px', color: v.muted })
const Fault = styled('div')({ fontSize: 12.5, lineHeight: '17px', color: v.bad, fontWeight: 500 })

/** Ids that an input inside a Field names in aria-describedby. */
export const describedBy = (id: string, has: { help?: unknown; error?: unknown }) =>
  [has.error && `${id}-error`, has.help && `${id}-help`].filter(Boolean).join(' ') || undefined

export function Field({ label, help, error, required, optional, id, children, style }: FieldProps) {
  const t = useText()
  return (
    <Root style={style}>
      {label && (
        <LabelRow htmlFor={id} id={id && `${id}-label`}>
          {label}
          {required && <span aria-hidden style={{ color: v.bad }}> *</span>}
          {optional && <span style={{ color: v.muted, fontWeight: 400 }}> ({t(texts.optional)})</span>}
        </LabelRow>
      )}
      {children}
      {error && <Fault id={id && `${id}-error`} role="alert">{error}</Fault>}
      {help && <Help id={id && `${id}-help`}>{help}</Help>}
    </Root>
  )
}

/** The box that every input of the kit lives in. */
export const InputBox = styled('div', { shouldForwardProp: (name) => name !== 'fault' && name !== 'large' })<{ fault?: boolean; large?: boolean }>(
  ({ fault, large }) => ({
    display: 'flex', alignItems: 'center', gap: 8, minHeight: large ? 44 : 34, padding: '0 10px', minWidth: 0,
    borderRadius: 6, border: `1px solid ${fault ? v.bad : v.lineStrong}`, backgroundColor: v.paper, color: v.text,
    transition: 'border-color 120ms, box-shadow 120ms',
    '&:hover': { borderColor: fault ? v.bad : v.muted },
    '&:focus-within': { borderColor: fault ? v.bad : v.accent, boxShadow: `0 0 0 1px ${fault ? v.bad : v.accent}` },
    '& > svg': { color: v.muted, flexShrink: 0 },
    '& input, & textarea': {
      flex: 1, width: '100%', minWidth: 0, border: 0, outline: 'none !important', background: 'none', color: 'inherit', font: 'inherit',
      fontSize: large ? 15 : 14, lineHeight: '20px', padding: '6px 0',
    },
    '& textarea': { resize: 'vertical', minHeight: 60, fieldSizing: 'content', maxHeight: '50vh' },
    '& input::placeholder, & textarea::placeholder': { color: v.muted, opacity: 1 },
    '& input:disabled, & textarea:disabled': { color: v.muted },
    '& input[type=search]::-webkit-search-cancel-button': { display: 'none' },
    // 16 px keeps iOS from zooming into the field; 44 px suits a thumb.
    [phone]: { minHeight: 44, '& input, & textarea': { fontSize: 16 }, '& > input': { minHeight: 42 } },
  }),
)

type NativeProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'size' | 'onChange' | 'prefix'>
export type TextInputProps = NativeProps & Omit<FieldProps, 'children'> & {
  value: string
  onChange: (value: string) => void
  icon?: ReactNode
  end?: ReactNode
  multiline?: boolean
  rows?: number
  large?: boolean
}

export const TextInput = forwardRef<HTMLInputElement, TextInputProps>(function TextInput(props, ref) {
  const { label, help, error, required, optional, id: given, value, onChange, icon, end, multiline, rows = 3, large, type, style, ...native } = props
  const made = useId()
  const t = useText()
  const [shown, setShown] = useState(false)
  const id = given ?? made
  const shared = {
    id, value, required, 'aria-invalid': error ? true : undefined, 'aria-describedby': describedBy(id, { help, error }),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  const password = type === 'password'
  return (
    <Field {...{ label, help, error, required, optional, id, style }}>
      <InputBox fault={Boolean(error)} large={large}>
        {icon}
        {multiline
          ? <textarea ref={ref as never} rows={rows} {...(native as object)} {...shared} />
          : <input ref={ref} type={password && shown ? 'text' : (type ?? 'text')} {...native} {...shared} />}
        {password && (
          <IconButton size="small" label={t(shown ? texts.hidePassword : texts.showPassword)} onClick={() => setShown(!shown)} style={{ marginRight: -6 }}>
            {shown ? <EyeOff size={16} /> : <Eye size={16} />}
          </IconButton>
        )}
        {end}
      </InputBox>
    </Field>
  )
})
