// Field type currency, web part: `{ amount, currency }` in API form. The workspace's currency is offered; another is kept.
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { NumberInput } from '../number/number.tsx'

type Money = { amount: number | string; currency: string }

function CurrencyCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{format.money(value as Money)}</span>
}

const symbolOf = (currency: string) => (currency === 'IDR' ? 'Rp' : currency)

function CurrencyInput({ value, onChange, field: _field, record: _record, ...rest }: InputProps) {
  const { format } = useFieldTools()
  const money = value !== null && typeof value === 'object' ? (value as Money) : null
  const currency = money?.currency ?? format.region.currency
  return (
    <NumberInput
      {...rest} value={money ? money.amount : (value ?? null)}
      icon={<span aria-hidden style={{ opacity: 0.65 }}>{symbolOf(currency)}</span>}
      onChange={(amount) => onChange(amount === null ? null : { amount, currency })}
    />
  )
}

function CurrencyFilterInput({ value, onChange, name }: FilterInputProps) {
  const { format } = useFieldTools()
  const symbol = symbolOf(format.region.currency)
  return (
    <NumberInput
      value={value ?? null} onChange={onChange} name={name}
      icon={<span aria-hidden style={{ opacity: 0.65 }}>{symbol}</span>}
    />
  )
}

export const currency: FieldWeb = {
  Cell: CurrencyCell, Input: CurrencyInput, FilterInput: CurrencyFilterInput, operators: operatorSets.number,
  width: 150, align: 'end', editor: 'line',
  text: (value, _field, tools) => tools.format.money(value as Money),
}
