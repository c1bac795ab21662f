// Settings, objects: fields whose values together no two records share.
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { faultFor } from '../../records/record-write.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { FormError } from '../../ui/states.tsx'
import { ruleTexts as r } from './rule-texts.ts'
import { useSaveRule } from './use-save-rules.ts'

/** Types of one column that an index orders; the server has the last word. */
const setTypes = new Set(['text', 'number', 'decimal', 'boolean', 'date', 'dateTime', 'time', 'duration', 'select', 'email', 'phone', 'url', 'relation', 'user', 'percent', 'rating', 'autoNumber'])
const mayBeInSet = (field: FieldInfo) => setTypes.has(field.type) && !field.computed && !field.derived && !Array.isArray(field.to) && field.name !== 'id'
const most = 5

export function UniqueSetSheet({ object, at, onClose }: { object: ObjectInfo; at: number; onClose: () => void }) {
  const { t } = useFieldTools()
  const given = object.uniqueSets[at]
  const [fields, setFields] = useState(given?.fields ?? [])
  const [tried, setTried] = useState(false)
  const save = useSaveRule(object, 'uniqueSets', at, onClose)
  const options = object.fields.filter(mayBeInSet).map((field) => ({ value: field.name, label: t(field.label) }))
  const value = fields.map((name) => options.find((option) => option.value === name) ?? { value: name, label: name })
  const right = fields.length >= 2 && fields.length <= most
  const fault = faultFor(save.error, `uniqueSets[${at}]`)
  return (
    <Sheet
      open onClose={onClose} title={t(given ? r.editSet : r.newSet)} subtitle={t(object.pluralLabel)} width={480} onSubmit={() => {
        setTried(true)
        if (right) save.mutate({ fields })
      }}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(given ? texts.save : texts.create)}</Button></>}
    >
      <FormGrid>
        <Combobox
          multiple label={t(r.setFields)} help={t(r.setHelp)} options={options} value={value} onChange={(chosen) => setFields(chosen.map((one) => one.value))}
          error={(tried && !right && t(r.setNeeded)) || fault}
        />
        {!fault && <FormError error={save.error} />}
        {given && <div><Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => save.mutate(null)}>{t(r.removeSet)}</Button></div>}
      </FormGrid>
    </Sheet>
  )
}
