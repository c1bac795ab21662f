// Two people changed the same field: both values side by side, and the choice.
import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../i18n.tsx'
import type { ObjectInfo } from '../queries.ts'
import { v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useFieldTools } from './field-tools.tsx'
import type { RecordRow } from './field-web.ts'
import { refreshColumns } from './record-cache.ts'
import type { WriteField } from './records-frame.tsx'
import { ValueView } from './value-view.tsx'
import { writeTexts as texts } from './write-texts.ts'

export type OpenConflict = { object: ObjectInfo; record: RecordRow; mine: Record<string, unknown>; theirs: RecordRow; fields: string[] }

const cell = {
  padding: '8px 10px', borderTop: `1px solid ${v.line}`, textAlign: 'left', verticalAlign: 'top', fontWeight: 400,
  overflowWrap: 'anywhere',
} as const
const head = { ...cell, borderTop: 0, fontSize: 12.5, color: v.secondary, fontWeight: 500 } as const

export function ConflictDialog({ conflict, onClose, write }: { conflict: OpenConflict; onClose: () => void; write: WriteField }) {
  const t = useText()
  const client = useQueryClient()
  const { members } = useFieldTools()
  const { object, record, mine, theirs, fields } = conflict
  const who = members.get(String(theirs.updatedBy))?.name ?? t(texts.someone)
  const keepMine = () => {
    onClose()
    void write(object, { ...record, ...theirs }, mine).then(() => refreshColumns(client, object.name))
  }
  return (
    <Dialog
      open onClose={onClose} title={t(texts.conflictTitle)} subtitle={t(texts.conflictBody, { who })} width={560} onSubmit={keepMine}
      actions={<><Button onClick={onClose}>{t(texts.keepTheirs)}</Button><Button variant="primary" type="submit">{t(texts.keepMine)}</Button></>}
    >
      <table style={{ width: '100%', borderCollapse: 'collapse' }}>
        <thead>
          <tr>
            <th style={head} />
            <th scope="col" style={head}>{t(texts.yours)}</th>
            <th scope="col" style={head}>{t(texts.theirs)}</th>
          </tr>
        </thead>
        <tbody>
          {object.fields.filter((field) => fields.includes(field.name)).map((field) => (
            <tr key={field.name}>
              <th scope="row" style={{ ...cell, fontWeight: 500 }}>{t(field.label)}</th>
              <td style={cell}><ValueView value={mine[field.name]} field={field} /></td>
              <td style={cell}><ValueView value={theirs[field.name]} field={field} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
