// Settings, objects: choosing the icon of an object.
import styled from '@emotion/styled'
import { useId } from 'react'
import { phone, v } from '../../theme.ts'
import { Field } from '../../ui/field.tsx'
import { ObjectIcon, objectIcons } from '../../ui/object-icon.tsx'

const Grid = styled('div')({ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, 36px)', gap: 4, maxHeight: 164, overflowY: 'auto', padding: 2, margin: -2, [phone]: { gridTemplateColumns: 'repeat(auto-fill, 44px)' } })
const Choice = styled('label')({
  position: 'relative', display: 'flex', alignItems: 'center', justifyContent: 'center', height: 36, borderRadius: 6, cursor: 'pointer', color: v.secondary,
  '& input': { position: 'absolute', opacity: 0, inset: 0, margin: 0, cursor: 'pointer' },
  '&:hover': { backgroundColor: v.hover },
  '&:has(input:checked)': { backgroundColor: v.selected, color: v.accent, boxShadow: `inset 0 0 0 1px ${v.accent}` },
  '&:has(input:focus-visible)': { outline: `2px solid ${v.focus}` },
  [phone]: { height: 44 },
})

export function IconPicker({ label, value, onChange }: { label: string; value: string; onChange: (icon: string) => void }) {
  const name = useId()
  return (
    <Field label={label}>
      <Grid role="radiogroup" aria-label={label}>
        {Object.keys(objectIcons).map((icon) => (
          <Choice key={icon} title={icon}>
            <input type="radio" name={name} aria-label={icon} checked={icon === value} onChange={() => onChange(icon)} />
            <ObjectIcon object="" icon={icon} />
          </Choice>
        ))}
      </Grid>
    </Field>
  )
}
