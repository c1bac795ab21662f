// Field type percent, web part: 12,5 means 12,5 %.
import type { CellProps, FieldWeb, InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { NumberInput, number } from '../number/number.tsx'

function PercentCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{format.percent(Number(value), 4)}</span>
}

const PercentInput = ({ field: _field, record: _record, ...props }: InputProps) =>
  <NumberInput {...props} end={<span aria-hidden>%</span>} />

export const percent: FieldWeb = {
  ...number, Cell: PercentCell, Input: PercentInput,
  text: (value, _field, tools) => tools.format.percent(Number(value), 4),
}
