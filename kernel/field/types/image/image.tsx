// Field type image, web part: thumbnails in place of names.
import styled from '@emotion/styled'
import { addressOf } from '../../../../web/api.ts'
import type { CellProps, FieldWeb, InputProps } from '../../../../web/records/field-web.ts'
import { v } from '../../../../web/theme.ts'
import { file, fileAddress, FilesInput, namesOf, type FileValue } from '../file/file.tsx'
import { fieldTexts as texts } from '../texts.ts'

const Picture = styled('img')({ height: 28, minWidth: 28, maxWidth: 84, objectFit: 'cover', borderRadius: 4, border: `1px solid ${v.line}`, verticalAlign: 'middle' })

const draw = ({ id, name = '' }: FileValue) => <Picture src={addressOf('/files/{id}/thumbnail', { path: { id }, query: { size: 96 } })} alt={name} loading="lazy" />

function ImageCell({ value, plain }: CellProps) {
  return (
    <span style={{ display: 'inline-flex', gap: 4 }}>
      {(value as FileValue[]).map((each) => plain ? <span key={each.id}>{draw(each)}</span> : <a key={each.id} href={fileAddress(each.id)} target="_blank" rel="noreferrer">{draw(each)}</a>)}
    </span>
  )
}

const ImageInput = (props: InputProps) =>
  <FilesInput {...props} accept="image/jpeg,image/png,image/gif,image/webp,image/avif,image/tiff" hint={texts.dropImages} drawFile={draw} />

export const image: FieldWeb = { ...file, Cell: ImageCell, Input: ImageInput, text: namesOf }
