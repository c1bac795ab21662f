// Field type autoNumber, web part: read and found by, never typed.
import { operatorSets, type FieldWeb } from '../../../../web/records/field-web.ts'
import { TextCell, TextFieldInput, TextFilterInput } from '../text/text.tsx'

export const autoNumber: FieldWeb = {
  Cell: TextCell, Input: TextFieldInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 160,
  editor: 'none', isWords: true, text: String,
}
