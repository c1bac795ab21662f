// Field type url, web part: shown without its scheme.
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { PlainInput, TextFilterInput } from '../text/text.tsx'

const bare = (value: unknown) => String(value).replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')

function UrlCell({ value, plain }: CellProps) {
  const safe = /^https?:\/\//i.test(String(value))
  if (!safe || plain) return <span>{bare(value)}</span>
  return (
    <a
      href={String(value)} target="_blank" rel="noreferrer noopener" tabIndex={-1}
      onClick={(event) => event.stopPropagation()}
    >
      {bare(value)}
    </a>
  )
}

const UrlInput = (props: InputProps) =>
  <PlainInput {...props} keyboard={{ type: 'url', inputMode: 'url', autoCapitalize: 'none', placeholder: 'https://' }} />

export const url: FieldWeb = {
  Cell: UrlCell, Input: UrlInput, FilterInput: TextFilterInput, operators: operatorSets.text, width: 200,
  editor: 'line', text: String,
}
