// Field type richText, web part: a table shows its words, a record its formatting; the editor is loaded when it is needed.
import styled from '@emotion/styled'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { deferred } from '../../../../web/ui/deferred.tsx'
import { Field, InputBox } from '../../../../web/ui/field.tsx'
import { TextFilterInput } from '../text/text.tsx'
import { plainTextOf } from './plain-text.ts'

/** How its blocks look wherever it is read or written. */
export const Formatted = styled('div')({
  minWidth: 0, overflowWrap: 'anywhere',
  '& p, & ul, & ol, & pre, & blockquote, & h1, & h2, & h3': { margin: '0 0 6px' },
  '& h1, & h2, & h3': { fontSize: 15, lineHeight: '20px', fontWeight: 600 },
  '& ul, & ol': { paddingLeft: 20 },
  '& pre': { whiteSpace: 'pre-wrap' },
})

const RichTextCell = ({ value }: CellProps) => <span className="long-text">{plainTextOf(String(value))}</span>

const Placeholder = ({ label, help, error, required, optional, value }: InputProps) => (
  <Field {...{ label, help, error, required, optional }}>
    <InputBox aria-busy style={{ minHeight: 96, alignItems: 'flex-start', padding: 10 }}>{value ? plainTextOf(String(value)) : ''}</InputBox>
  </Field>
)

const RichTextInput = deferred<InputProps>(() => import('./rich-text-editor.tsx').then((module) => module.RichTextEditor), Placeholder)

export const richText: FieldWeb = {
  Cell: RichTextCell, Input: RichTextInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 280,
  editor: 'panel', text: (value) => plainTextOf(String(value)),
}
