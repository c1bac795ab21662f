// Field type address, web part: street to country; one line in a table.
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { texts } from '../../../../web/records/texts.ts'
import { Field, TextInput } from '../../../../web/ui/field.tsx'
import { TextFilterInput } from '../text/text.tsx'

export const addressParts = [
  'street', 'rt', 'rw', 'village', 'district', 'city', 'province', 'postalCode', 'country',
] as const
type Part = (typeof addressParts)[number]
type Address = Partial<Record<Part, string | null>>

export function addressLine(address: Address): string {
  const block = [address.rt && `RT ${address.rt}`, address.rw && `RW ${address.rw}`].filter(Boolean).join('/')
  const city = [address.city, address.postalCode].filter(Boolean).join(' ')
  return [
    address.street, block, address.village, address.district, city, address.province, address.country,
  ].filter(Boolean).join(', ')
}

const AddressCell = ({ value }: CellProps) => <span>{addressLine(value as Address)}</span>

const spans: Partial<Record<Part, string>> = { street: '1 / -1', rt: 'span 1', rw: 'span 1', postalCode: 'span 2' }

function AddressInput({ value, onChange, label, help, error, required, optional, name, autoFocus }: InputProps) {
  const { t } = useFieldTools()
  const address = (value ?? {}) as Address
  const set = (part: Part, text: string) => {
    const next = { ...address, [part]: text || null }
    onChange(addressParts.some((one) => next[one]) ? next : null)
  }
  return (
    <Field {...{ label, help, error, required, optional }}>
      <div
        role="group" aria-label={typeof label === 'string' ? label : name}
        style={{ display: 'grid', gridTemplateColumns: 'repeat(4, minmax(0, 1fr))', gap: 6 }}
      >
        {addressParts.map((part, index) => (
          <TextInput
            key={part} value={address[part] ?? ''} onChange={(text) => set(part, text)} placeholder={t(texts[part])}
            aria-label={t(texts[part])} autoComplete="off"
            style={{ gridColumn: spans[part] ?? 'span 2' }} autoFocus={autoFocus && index === 0}
            inputMode={part === 'postalCode' || part === 'rt' || part === 'rw' ? 'numeric' : undefined}
          />
        ))}
      </div>
    </Field>
  )
}

/** Filtered by its parts; the builder offers the city (`{ "mailingAddress": { "city": { "contains": … } } }`). */
export const address: FieldWeb = {
  Cell: AddressCell, Input: AddressInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 240,
  editor: 'panel',
  text: (value) => addressLine(value as Address),
}
