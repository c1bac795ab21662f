// Settings, objects: making and changing one field.
import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient, type Body } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { FormGrid, Section } from '../../ui/page.tsx'
import { FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { FieldToolsProvider } from '../../records/field-tools.tsx'
import type { Transitions } from '../../../kernel/object/transition.ts'
import { transitionTexts as x } from '../transition-texts.ts'
import { cleanTransitions, noRules, TransitionsEditor } from '../transitions-editor.tsx'
import { bodyOf, checkField, draftOf, hasOptions, type Fault, type FieldDraft } from './field-draft.ts'
import { FieldForm } from './field-form.tsx'
import { OptionMoves, type MoveTo, type Options } from './option-moves.tsx'
import { cleanLabels } from '../labels.ts'
import { objectTexts as o } from './texts.ts'

type FieldBody = Omit<Body<'POST /objects/{object}/fields'>, 'options'> & { options?: Options }

const refresh = (object: ObjectInfo) => Promise.all([queryClient.invalidateQueries({ queryKey: keys.objects }), queryClient.invalidateQueries({ queryKey: keys.records(object.name) })])

/** With `moveTo` the options change first, and take their records along. */
async function saveField(object: string, field: FieldInfo | null, { options, ...rest }: FieldBody, moveTo?: MoveTo) {
  if (field && moveTo) await api.post('/objects/{object}/fields/{field}/options/change', { path: { object, field: field.name }, body: { options: options!, moveTo } })
  const sent = moveTo ? rest : { ...rest, options }
  return field ? api.patch('/objects/{object}/fields/{field}', { path: { object, field: field.name }, body: sent }) : api.post('/objects/{object}/fields', { path: { object }, body: sent })
}

export function FieldSheet({ object, field, onClose }: { object: ObjectInfo; field: FieldInfo | null; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const [draft, setDraft] = useState<FieldDraft>(() => draftOf(field))
  const [faults, setFaults] = useState<Fault[]>([])
  const [placing, setPlacing] = useState(false)
  const [ruling, setRuling] = useState<Transitions | null>(null)
  const [another, setAnother] = useState(false)
  const [round, setRound] = useState(0)
  const body = () => ({ ...bodyOf(draft, field, object.fields.map((one) => one.name)), ...(ruling && { transitions: cleanTransitions(ruling) }) })
  // of stages, and of what names a pipeline, the pipeline says it
  const ruled = field?.type === 'select' && draft.type === 'select' && !field.pipelineField && !object.fields.some((one) => one.pipelineField === field.name)
  const gone = field?.options && hasOptions(draft.type) ? field.options.filter((option) => !draft.options.some((one) => one.value === option.value)) : []
  const save = useMutation({
    mutationFn: (moveTo?: MoveTo) => saveField(object.name, field, body() as FieldBody, moveTo),
    onSuccess: async () => {
      toast({ text: field ? t(texts.saved) : t(o.fieldMade, { field: t(cleanLabels(draft.label)) }) })
      if (another) {
        setDraft(draftOf(null))
        setRound(round + 1)
      } else onClose()
      await refresh(object)
    },
  })
  const submit = () => {
    const found = checkField(draft)
    setFaults(found)
    if (found.length) return
    if (gone.length) setPlacing(true)
    else save.mutate(undefined)
  }
  const removable = field && !field.standard && (!field.computed || field.derived) && (field.from === undefined || field.from === null)
  return (
    <Sheet
      open onClose={onClose} title={field ? t(o.editField) : t(o.newField)} subtitle={t(object.pluralLabel ?? object.label)} width={480} onSubmit={submit}
      actions={(
        <>
          {!field && <span style={{ marginRight: 'auto', alignSelf: 'center' }}><Checkbox checked={another} onChange={setAnother} label={t(o.another)} /></span>}
          <Button onClick={onClose}>{t(texts.cancel)}</Button>
          <Button type="submit" variant="primary" loading={save.isPending}>{t(field ? texts.save : texts.create)}</Button>
        </>
      )}
    >
      <FieldToolsProvider><FormGrid>
        <FieldForm key={round} draft={draft} field={field} object={object} faults={faults} error={save.error} onChange={(change) => setDraft((now) => ({ ...now, ...change }))} />
        {ruled && <FieldTransitions object={object} field={field} value={ruling} error={save.error} onChange={setRuling} />}
        <FormError error={save.error} />
        {removable && <RemoveField object={object} field={field} onGone={onClose} />}
      </FormGrid></FieldToolsProvider>
      {field && placing && (
        <FieldToolsProvider>
          <OptionMoves object={object} field={field} gone={gone} options={(body() as FieldBody).options ?? []} busy={save.isPending} error={save.error} onSave={(moveTo) => save.mutate(moveTo)} onClose={() => setPlacing(false)} />
        </FieldToolsProvider>
      )}
    </Sheet>
  )
}

function FieldTransitions({ object, field, value, error, onChange }: { object: ObjectInfo; field: FieldInfo; value: Transitions | null; error: Error | null; onChange: (next: Transitions) => void }) {
  const t = useText()
  const fields = object.fields.filter((one) => !one.readOnly && !one.computed && one.name !== field.name)
  return (
    <Section title={t(x.title)} help={t(x.help)}>
      <TransitionsEditor value={value ?? (field.transitions as Transitions | undefined) ?? noRules} onChange={onChange} values={field.options ?? []} error={error} fields={fields} />
    </Section>
  )
}

function RemoveField({ object, field, onGone }: { object: ObjectInfo; field: FieldInfo; onGone: () => void }) {
  const t = useText()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => api.delete('/objects/{object}/fields/{field}', { path: { object: object.name, field: field.name } }),
    onSuccess: async () => {
      onGone()
      toast({ text: t(o.fieldRemoved, { field: t(field.label) }) })
      await refresh(object)
    },
  })
  return (
    <div>
      <Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => setAsking(true)}>{t(o.removeField)}</Button>
      <Confirm
        open={asking} title={t(o.removeFieldTitle, { field: t(field.label) })} body={t(o.removeFieldBody)} action={t(o.removeField)} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
      />
    </div>
  )
}
