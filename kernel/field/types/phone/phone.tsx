// Field type phone, web part: +62 kept, 0812-3456-7890 shown; what could not be normalised carries an amber mark.
import { TriangleAlert } from 'lucide-react'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { texts } from '../../../../web/records/texts.ts'
import { v } from '../../../../web/theme.ts'
import { Tooltip } from '../../../../web/ui/tooltip.tsx'
import { PlainInput, TextFilterInput } from '../text/text.tsx'

/** E.164: everything else is a number that was kept as it came. */
export const isNormalPhone = (value: unknown) => typeof value === 'string' && /^\+[1-9]\d{5,14}$/.test(value)

function PhoneCell({ value }: CellProps) {
  const { t, format } = useFieldTools()
  if (isNormalPhone(value)) return <span className="tabular" style={{ whiteSpace: 'nowrap' }}>{format.phone(value)}</span>
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 5, maxWidth: '100%' }}>
      <span className="clip">{String(value)}</span>
      <Tooltip label={t(texts.phoneMarked)}>
        <span role="img" aria-label={t(texts.phoneMarked)} style={{ display: 'inline-flex', color: v.warn }}>
          <TriangleAlert size={14} />
        </span>
      </Tooltip>
    </span>
  )
}

function PhoneInput({ value, ...props }: InputProps) {
  const { format } = useFieldTools()
  return (
    <PlainInput
      {...props} value={typeof value === 'string' ? format.phone(value) : value}
      keyboard={{ type: 'tel', inputMode: 'tel', placeholder: '0812-3456-7890' }}
    />
  )
}

export const phone: FieldWeb = {
  Cell: PhoneCell, Input: PhoneInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 160,
  editor: 'line',
  text: (value, _field, tools) => tools.format.phone(String(value)),
}
