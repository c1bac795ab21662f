// Field type decimal, web part: as number, with as many decimals as the value has.
import type { CellProps, FieldWeb } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { number } from '../number/number.tsx'

function DecimalCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{typeof value === 'number' ? format.number(value, 10) : String(value)}</span>
}

export const decimal: FieldWeb = {
  ...number, Cell: DecimalCell,
  text: (value, _field, tools) => (typeof value === 'number' ? tools.format.number(value, 10) : String(value)),
}
