// A stage asked for fields that are empty: a small form for exactly these, and the write is sent again with them.
import { useState } from 'react'
import { useText } from '../i18n.tsx'
import type { FieldInfo, ObjectInfo } from '../queries.ts'
import { texts as shared } from '../texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FormError } from '../ui/states.tsx'
import { FormField, isBesideFields } from './create/create-dialog.tsx'
import { useFieldTools } from './field-tools.tsx'
import type { RecordRow } from './field-web.ts'
import { isStage } from './options.ts'
import { faultFor } from './record-write.ts'
import type { WriteField } from './records-frame.tsx'
import { titleOf } from './related.ts'
import { texts as recordTexts } from './texts.ts'
import { writeTexts as texts } from './write-texts.ts'

export type OpenStageFields = {
  object: ObjectInfo; record: RecordRow; data: Record<string, unknown>; fields: FieldInfo[]; said?: string
  /** Called once, when the write is done or given up. */
  done: (fault: string | undefined) => void
}

type Props = { open: OpenStageFields; onClose: () => void; write: WriteField }

export default function StageFields({ open: { object, record, data, fields, said, done }, onClose, write }: Props) {
  const t = useText()
  const { optionsOf } = useFieldTools()
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const close = () => {
    onClose()
    done(undefined)
  }
  const save = async () => {
    setBusy(true)
    const refused = await write(object, record, { ...data, ...values }, { said, asked: true, onRefused: setError })
    setBusy(false)
    if (!refused) close()
  }
  const name = titleOf(record, object) ?? t(recordTexts.untitled)
  const group = object.fields.find(isStage)
  const stage = group && optionsOf(group, { ...record, ...data }).find((option) => option.value === data[group.name])
  return (
    <Dialog
      open onClose={close} onSubmit={() => void save()} width={440} title={t(texts.requiredTitle)}
      subtitle={stage ? t(texts.requiredBody, { name, stage: t(stage.label) }) : t(texts.requiredKeep, { name })}
      actions={<><Button onClick={close}>{t(shared.cancel)}</Button><Button variant="primary" type="submit" loading={busy}>{t(texts.move)}</Button></>}
    >
      <div style={{ display: 'grid', gap: 16 }}>
        {error !== null && !isBesideFields(error, fields) && <FormError error={error} />}
        {fields.map((field, index) => (
          <FormField
            key={field.name} field={{ ...field, required: true }} data={{ ...record, ...data, ...values }} error={faultFor(error, field.name)} autoFocus={index === 0}
            onChange={(value) => setValues((now) => ({ ...now, [field.name]: value }))}
          />
        ))}
      </div>
    </Dialog>
  )
}
