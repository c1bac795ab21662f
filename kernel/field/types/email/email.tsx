// Field type email, web part.
import { operatorSets, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { PlainInput, TextCell, TextFilterInput } from '../text/text.tsx'

const EmailInput = (props: InputProps) =>
  <PlainInput {...props} keyboard={{ type: 'email', inputMode: 'email', autoCapitalize: 'none' }} />

export const email: FieldWeb = {
  Cell: TextCell, Input: EmailInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 220,
  editor: 'line', isWords: true, text: String,
}
