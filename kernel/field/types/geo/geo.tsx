// Field type geo, web part: two coordinates as maps write them, or where the device is now.
import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { IconButton } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/field.tsx'
import { fieldTexts as texts } from '../texts.ts'
import { writePlace, type Place } from './place.ts'

/** The place that a text names; undefined while it names none. */
function readPlace(text: string): Place | undefined {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  return match ? { lat: Number(match[1]), lng: Number(match[2]) } : undefined
}

const GeoCell = ({ value }: CellProps) => <span>{writePlace(value)}</span>

function GeoInput({ value, onChange, field: _field, record: _record, name, ...rest }: InputProps) {
  const { t } = useFieldTools()
  const [typed, setTyped] = useState(() => (value && typeof value === 'object' ? writePlace(value) : String(value ?? '')))
  const change = (text: string) => {
    setTyped(text)
    onChange(text.trim() === '' ? null : readPlace(text) ?? text)
  }
  const locate = () => navigator.geolocation?.getCurrentPosition(({ coords }) => change(`${coords.latitude.toFixed(7)}, ${coords.longitude.toFixed(7)}`))
  return (
    <TextInput
      {...rest} value={typed} onChange={change} aria-label={rest.label ? undefined : name} placeholder={t(texts.placeHint)} autoComplete="off"
      end={<IconButton size="small" label={t(texts.here)} onClick={locate} style={{ marginRight: -6 }}><LocateFixed size={16} /></IconButton>}
    />
  )
}

/** A place and how far around it. */
function GeoFilterInput({ value, onChange, name }: FilterInputProps) {
  const { t } = useFieldTools()
  const [place, setPlace] = useState(value?.lat === undefined ? '' : writePlace(value))
  const [km, setKm] = useState(String(value?.km ?? 5))
  const change = (text: string, distance: string) => {
    setPlace(text)
    setKm(distance)
    const found = readPlace(text)
    onChange(found && distance.trim() !== '' && Number(distance) >= 0 ? { ...found, km: Number(distance) } : null)
  }
  return (
    <div style={{ display: 'flex', gap: 6 }} role="group" aria-label={name}>
      <TextInput value={place} onChange={(text) => change(text, km)} placeholder={t(texts.placeHint)} aria-label={t(texts.place)} autoComplete="off" />
      <TextInput value={km} onChange={(text) => change(place, text)} aria-label={t(texts.kilometres)} inputMode="decimal" end="km" style={{ width: 96, flexShrink: 0 }} />
    </div>
  )
}

export const geo: FieldWeb = {
  Cell: GeoCell, Input: GeoInput, FilterInput: GeoFilterInput, width: 190, editor: 'panel',
  operators: [{ name: 'within', argument: 'value' }, { name: 'empty', argument: 'boolean' }],
  text: writePlace,
}
