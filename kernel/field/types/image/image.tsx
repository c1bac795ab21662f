// Field type image, web part: thumbnails in place of names.
import styled from '@emotion/styled'
import { useState } from 'react'
import { addressOf } from '../../../../web/api.ts'
import type { CellProps, FieldWeb, InputProps } from '../../../../web/records/field-web.ts'
import { v } from '../../../../web/theme.ts'
import { file, fileAddress, FilesInput, namesOf, type FileValue } from '../file/file.tsx'
import { fieldTexts as texts } from '../texts.ts'

const Picture = styled('img')({ height: 28, minWidth: 28, maxWidth: 84, objectFit: 'cover', borderRadius: 4, border: `1px solid ${v.line}`, verticalAlign: 'middle' })

/** Of a file that was taken off and is swept away since, as a timeline may show it, the name alone is left. */
function Thumbnail({ id, name = '', linked = false }: FileValue & { linked?: boolean }) {
  const [gone, setGone] = useState(false)
  if (gone) return <span style={{ color: v.secondary }}>{name}</span>
  const picture = <Picture src={addressOf('/files/{id}/thumbnail', { path: { id }, query: { size: 96 } })} alt={name} loading="lazy" onError={() => setGone(true)} />
  return linked ? <a href={fileAddress(id)} target="_blank" rel="noreferrer">{picture}</a> : picture
}

const draw = (value: FileValue) => <Thumbnail {...value} />

function ImageCell({ value, plain }: CellProps) {
  return <span style={{ display: 'inline-flex', gap: 4 }}>{(value as FileValue[]).map((each) => <Thumbnail key={each.id} {...each} linked={!plain} />)}</span>
}

const ImageInput = (props: InputProps) =>
  <FilesInput {...props} accept="image/jpeg,image/png,image/gif,image/webp,image/avif,image/tiff" hint={texts.dropImages} drawFile={draw} />

export const image: FieldWeb = { ...file, Cell: ImageCell, Input: ImageInput, text: namesOf }
