// Field type longText, web part: several lines; a cell shows the first.
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { PlainInput, TextFilterInput } from '../text/text.tsx'

const LongTextCell = ({ value }: CellProps) => <span className="long-text">{String(value)}</span>
const LongTextInput = (props: InputProps) => <PlainInput {...props} keyboard={{ multiline: true }} />

export const longText: FieldWeb = {
  Cell: LongTextCell, Input: LongTextInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 280,
  editor: 'panel', text: String,
}
