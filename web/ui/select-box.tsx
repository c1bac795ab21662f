// UI kit: the box and list of a Select, loaded when first needed (select.tsx stands in front of it).
import { Select as MuiSelect } from '@mui/material'
import styled from '@emotion/styled'
import { Check, ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { phone, v } from '../theme.ts'
import type { Pressed } from './deferred.tsx'
import { describedBy, Field, InputBox } from './field.tsx'
import { Material } from './material.tsx'
import { menuList, menuPaper, Row } from './menu-style.ts'
import { ShownOption, type SelectProps } from './select.tsx'

const Box = styled(InputBox)({
  padding: 0,
  '& .MuiSelect-root': { flex: 1, minWidth: 0, font: 'inherit', color: 'inherit' },
  '& .MuiSelect-select': {
    display: 'flex', alignItems: 'center', gap: 8, padding: '6px 32px 6px 10px !important', minHeight: '20px !important', fontSize: 14, lineHeight: '20px',
    outline: 'none !important', borderRadius: 6,
  },
  '& .MuiSelect-icon': { position: 'absolute', right: 10, top: 'calc(50% - 8px)', color: v.muted, pointerEvents: 'none' },
  '& .MuiSelect-nativeInput': { position: 'absolute', opacity: 0, inset: 0, pointerEvents: 'none' },
  [phone]: { '& .MuiSelect-select': { fontSize: 16, minHeight: '42px !important' } },
})

const Plain = styled('div')({ position: 'relative', display: 'flex', flex: 1, minWidth: 0 })

export const SelectBox = (props: SelectProps<string> & Pressed) => <Material><ThemedSelect {...props} /></Material>

function ThemedSelect(props: SelectProps<string> & Pressed) {
  const { label, help, error, required, optional, value, onChange, options, placeholder, disabled, large, name, style } = props
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  return (
    <Field {...{ label, help, error, required, optional, style }} id={id}>
      <Box fault={Boolean(error)} large={large}>
        <MuiSelect
          value={value} displayEmpty disabled={disabled} defaultOpen={props.pressed && !disabled} input={<SelectInput />} IconComponent={Arrow}
          SelectDisplayProps={{
            id, 'aria-labelledby': label ? `${id}-label ${id}` : undefined, 'aria-label': label ? undefined : name,
            'aria-describedby': describedBy(id, { help, error }),
          } as object}
          renderValue={() => <ShownOption option={chosen} placeholder={placeholder} />}
          onChange={(event) => onChange(event.target.value as string)}
          MenuProps={{ slotProps: { paper: { sx: menuPaper }, list: { sx: menuList, ...(label ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': name }) } } }}
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

const Arrow = ({ className }: { className?: string }) => <ChevronDown size={16} className={className} aria-hidden />

// MuiSelect wants an input component to render its parts in; this one draws no line and no label.
function SelectInput(props: Record<string, any>) {
  const { inputComponent: Part, inputProps, value, onChange, disabled, className } = props
  return <Plain className={className}><Part {...inputProps} {...{ value, onChange, disabled }} /></Plain>
}
