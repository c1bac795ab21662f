// UI kit: Select, one of a short list that is all there (for a long or a remote one see combobox.tsx).
import { MenuItem, Select as MuiSelect } from '@mui/material'
import { styled } from '@mui/material/styles'
import { Check, ChevronDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { phone, touch, v } from '../theme.ts'
import { Field, InputBox, type FieldProps, describedBy } from './field.tsx'

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

const Box = styled(InputBox)({
  padding: 0,
  '& .MuiSelect-root': { flex: 1, minWidth: 0, font: 'inherit', color: 'inherit' },
  '& .MuiSelect-select': {
    display: 'flex', alignItems: 'center', gap: 8, padding: '6px 32px 6px 10px !important', minHeight: '20px !important', fontSize: 14, lineHeight: '20px',
    outline: 'none !important', borderRadius: 6,
  },
  '& .MuiSelect-icon': { position: 'absolute', right: 10, top: 'calc(50% - 8px)', color: v.muted, pointerEvents: 'none' },
  '& .MuiSelect-nativeInput': { position: 'absolute', opacity: 0, inset: 0, pointerEvents: 'none' },
  [phone]: { '& .MuiSelect-select': { fontSize: 16 } },
})

const Plain = styled('div')({ position: 'relative', display: 'flex', flex: 1, minWidth: 0 })

// For `sx`, where bare numbers would be multiples of the theme's steps.
export const menuPaper = {
  backgroundColor: v.paper, boxShadow: v.shadow, borderRadius: '8px', marginTop: '4px', minWidth: '180px', maxHeight: 'min(460px, 74vh)',
} as const

export const menuList = { padding: '4px' } as const

export const Row = styled(MenuItem)({
  minHeight: 32, padding: '5px 8px', gap: 9, borderRadius: 5, fontSize: 14, lineHeight: '20px', color: v.text, whiteSpace: 'normal',
  '&:hover, &.Mui-focusVisible': { backgroundColor: v.hover },
  '&.Mui-selected, &.Mui-selected:hover, &.Mui-selected.Mui-focusVisible': { backgroundColor: v.selected },
  '&:focus-visible': { outlineOffset: -2 },
  [phone]: { minHeight: 44, fontSize: 16 },
  [touch]: { minHeight: 44 },
})

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, help, error, required, optional, value, onChange, options, placeholder, disabled, large, name, style } = props
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  return (
    <Field {...{ label, help, error, required, optional, style }} id={id}>
      <Box fault={Boolean(error)} large={large}>
        <MuiSelect
          value={value} displayEmpty disabled={disabled} input={<SelectInput />} IconComponent={Arrow}
          SelectDisplayProps={{
            id, 'aria-labelledby': label ? `${id}-label ${id}` : undefined, 'aria-label': label ? undefined : name,
            'aria-describedby': describedBy(id, { help, error }),
          } as object}
          renderValue={() => <Shown option={chosen} placeholder={placeholder} />}
          onChange={(event) => onChange(event.target.value as Value)}
          MenuProps={{ slotProps: { paper: { sx: menuPaper }, list: { sx: menuList } } }}
        >
          {options.map((option) => (
            <Row key={option.value} value={option.value} disabled={option.disabled}>
              {option.icon}
              <span style={{ flex: 1, minWidth: 0 }}>
                {option.label}
                {option.hint && <span style={{ display: 'block', color: v.muted, fontSize: 12.5, lineHeight: '17px' }}>{option.hint}</span>}
              </span>
              {option.value === value && <Check size={16} color={v.accent} />}
            </Row>
          ))}
        </MuiSelect>
      </Box>
    </Field>
  )
}

function Shown({ option, placeholder }: { option?: SelectOption; placeholder?: string }) {
  if (!option) return <span style={{ color: v.muted }}>{placeholder ?? '\u00a0'}</span>
  return <>{option.icon}<span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{option.label}</span></>
}

const Arrow = ({ className }: { className?: string }) => <ChevronDown size={16} className={className} aria-hidden />

// MuiSelect wants an input component to render its parts in; this one draws no line and no label.
function SelectInput(props: Record<string, any>) {
  const { inputComponent: Part, inputProps, value, onChange, disabled, className } = props
  return <Plain className={className}><Part {...inputProps} {...{ value, onChange, disabled }} /></Plain>
}
