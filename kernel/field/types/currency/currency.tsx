// Field type currency, web part: `{ amount, currency }` in API form. The workspace's currency is offered; another one is kept,
// or named with the amount ("US$ 20").
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { useDraft } from '../../../../web/records/use-draft.ts'
import { TextInput } from '../../../../web/ui/field.tsx'
import { toApiNumber } from '../../exact-number.ts'
import { readMoney } from './money.ts'

type Money = { amount: number | string; currency: string }

function CurrencyCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{format.money(value as Money)}</span>
}

const symbolOf = (currency: string) => (currency === 'IDR' ? 'Rp' : currency)
const moneyOf = (value: unknown, currency: string): Money | null =>
  value === null || value === undefined || value === '' ? null : typeof value === 'object' ? (value as Money) : { amount: value as number | string, currency }
const isSame = (one: Money | null, other: Money | null) => one?.amount === other?.amount && one?.currency === other?.currency

type Props = Omit<InputProps, 'field' | 'record' | 'value' | 'onChange'> & {
  value: Money | null
  /** `named`: the currency was written with the amount. */
  onChange: (value: Money | null, named: boolean) => void
}

/** Shows the amount grouped while it rests and as typed while it is edited; what is not understood is handed on for the server to refuse. */
function MoneyInput({ value, onChange, name, label, ...rest }: Props) {
  const { format } = useFieldTools()
  const { currency, language } = format.region
  const draft = useDraft(value, (money) => (typeof money?.amount === 'number' ? format.number(money.amount) : (money?.amount ?? '')), isSame)
  const change = (text: string) => {
    const read = readMoney(text, language)
    const code = read?.currency ?? value?.currency ?? currency
    const next = text.trim() === '' ? null : { amount: read ? toApiNumber(read.amount) : text, currency: code }
    draft.type(text, next)
    onChange(next, Boolean(read?.currency))
  }
  return (
    <TextInput
      {...rest} label={label} value={draft.typed} onChange={change} inputMode="decimal" autoComplete="off" aria-label={label ? undefined : name}
      onBlur={draft.rest} className="tabular" icon={<span aria-hidden style={{ opacity: 0.65 }}>{symbolOf(value?.currency ?? currency)}</span>}
    />
  )
}

function CurrencyInput({ value, onChange, field: _field, record: _record, ...rest }: InputProps) {
  const { format } = useFieldTools()
  return <MoneyInput {...rest} value={moneyOf(value, format.region.currency)} onChange={onChange} />
}

/** A bare amount asks for no currency. */
function CurrencyFilterInput({ value, onChange, name }: FilterInputProps) {
  const { format } = useFieldTools()
  return (
    <MoneyInput
      name={name} value={moneyOf(value, format.region.currency)}
      onChange={(money, named) => onChange(money === null ? null : named ? money : money.amount)}
    />
  )
}

export const currency: FieldWeb = {
  Cell: CurrencyCell, Input: CurrencyInput, FilterInput: CurrencyFilterInput, operators: operatorSets.number,
  width: 150, align: 'end', editor: 'line',
  isWords: true, text: (value, _field, tools) => tools.format.money(value as Money),
}
