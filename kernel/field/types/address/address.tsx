// Field type address, web part: province to village with the postal code by itself, free text where the list knows no
// such place; one line in a table.
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { api } from '../../../../web/api.ts'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { texts } from '../../../../web/records/texts.ts'
import { Field, TextInput } from '../../../../web/ui/field.tsx'
import { TextFilterInput } from '../text/text.tsx'
import { fieldTexts } from '../texts.ts'

export const addressParts = [
  'street', 'rt', 'rw', 'province', 'city', 'district', 'village', 'postalCode', 'country',
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

type Area = { code: string; name: string; postalCode: string | null }

/** From wide to narrow: each is offered from what lies within the one before. */
const cascade = ['province', 'city', 'district', 'village'] as const
type Level = (typeof cascade)[number]
const isLevel = (part: Part): part is Level => (cascade as readonly string[]).includes(part)

/** The areas within one, kept for the session; none while the one above is not known. */
function useAreas(within: string | undefined, wanted: boolean): Area[] {
  const { data } = useQuery({
    queryKey: ['areas', within ?? ''], enabled: wanted, staleTime: Infinity,
    queryFn: ({ signal }) => api.get('/areas', { query: { within, limit: 500 }, signal }),
  })
  return wanted && data ? data.data : []
}

const named = (areas: Area[], name: string | null | undefined) =>
  name ? areas.find((area) => area.name.toLowerCase() === name.trim().toLowerCase()) : undefined

/** The lists of the four levels, as far as the parts above are places of theirs. */
function useCascade(address: Address): Record<Level, Area[]> {
  const province = useAreas(undefined, true)
  const inProvince = named(province, address.province)
  const city = useAreas(inProvince?.code, Boolean(inProvince))
  const inCity = named(city, address.city)
  const district = useAreas(inCity?.code, Boolean(inCity))
  const inDistrict = named(district, address.district)
  const village = useAreas(inDistrict?.code, Boolean(inDistrict))
  return { province, city, district, village }
}

/** A place instead of another empties what lay within the other; a village brings its postal code. */
function withPart(address: Address, part: Part, text: string, areas: Record<Level, Area[]>): Address {
  const next: Address = { ...address, [part]: text || null }
  if (!isLevel(part)) return next
  const [chosen, former] = [named(areas[part], text), named(areas[part], address[part])]
  if (chosen?.postalCode) next.postalCode = chosen.postalCode
  if (!chosen || !former || chosen.code === former.code) return next
  for (const lower of cascade.slice(cascade.indexOf(part) + 1)) next[lower] = null
  if (!chosen.postalCode) next.postalCode = null
  return next
}

function AddressInput({ value, onChange, label, help, error, required, optional, name, autoFocus }: InputProps) {
  const { t } = useFieldTools()
  const id = useId()
  const address = (value && typeof value === 'object' ? value : {}) as Address
  const areas = useCascade(address)
  const set = (part: Part, text: string) => {
    const next = withPart(address, part, text, areas)
    onChange(addressParts.some((one) => next[one]) ? next : null)
  }
  const strange = cascade.some((level) => address[level] && areas[level].length > 0 && !named(areas[level], address[level]))
  return (
    <Field {...{ label, error, required, optional }} help={strange ? t(fieldTexts.noMatch) : help}>
      <div
        role="group" aria-label={typeof label === 'string' ? label : name}
        style={{ display: 'grid', gridTemplateColumns: 'repeat(4, minmax(0, 1fr))', gap: 6 }}
      >
        {addressParts.map((part, index) => (
          <TextInput
            key={part} value={address[part] ?? ''} onChange={(text) => set(part, text)} placeholder={t(texts[part])}
            aria-label={t(texts[part])} autoComplete="off" list={isLevel(part) ? `${id}-${part}` : undefined}
            style={{ gridColumn: spans[part] ?? 'span 2' }} autoFocus={autoFocus && index === 0}
            inputMode={part === 'postalCode' || part === 'rt' || part === 'rw' ? 'numeric' : undefined}
          />
        ))}
        {cascade.map((level) => (
          <datalist key={level} id={`${id}-${level}`}>
            {areas[level].map((area) => <option key={area.code} value={area.name} label={area.postalCode ?? undefined} />)}
          </datalist>
        ))}
      </div>
    </Field>
  )
}

/** Filtered by its parts; the builder offers the city (`{ "mailingAddress": { "city": { "contains": … } } }`). */
export const address: FieldWeb = {
  Cell: AddressCell, Input: AddressInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 240,
  editor: 'panel',
  isWords: true, text: (value) => addressLine(value as Address),
}
