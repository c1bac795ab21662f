// The create form of any object: what is required first, the rest behind one click, refusals beside their fields.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
import { api, ApiError, newKey } from '../../api.ts'
import { keys, type FieldInfo } from '../../queries.ts'
import { texts as shared } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { FormError } from '../../ui/states.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { useLayout } from '../layout/layout-data.ts'
import { layoutTexts } from '../layout/layout-texts.ts'
import { DuplicateHint } from '../merge/duplicate-hint.tsx'
import { faultFor, toWrite } from '../record-write.ts'
import { titleOf } from '../related.ts'
import { texts as recordTexts } from '../texts.ts'
import { isEmpty } from '../value-view.tsx'
import { createFields, layoutFields, shownValues, startValues, type FormSection } from './create-fields.ts'
import type { CreateRequest } from './create-host.tsx'
import { createTexts as texts } from './create-texts.ts'

const wide = new Set(['longText', 'address', 'json', 'tags'])

export default function CreateDialog({ request, onClose }: { request: CreateRequest; onClose: () => void }) {
  const { object, data: given = {} } = request
  const { t } = useFieldTools()
  const navigate = useNavigate()
  const [data, setData] = useState<Record<string, unknown>>(() => startValues(object, given))
  const [more, setMore] = useState(false)
  const [round, setRound] = useState(0)
  const [another, setAnother] = useState(false)
  const { save, busy, error, clear } = useCreateRecord(request)
  const { layout } = useLayout(object, data)
  const [missing, setMissing] = useState<string[]>([])
  const fields = layout ? layoutFields(object, layout, data) : createFields(object, given)
  const open = more || fields.more.some((field) => faultFor(error, field.name))
  const sections: FormSection[] = open && fields.more.length ? [...fields.sections, { columns: 2 as const, fields: fields.more.map((field) => ({ field })) }] : fields.sections
  const begins = fields.sections[0]?.fields[0]?.field
  const submit = async () => {
    const needed = fields.sections.flatMap((section) => section.fields).filter(({ field, required }) => required && isEmpty(data[field.name])).map(({ field }) => field.name)
    setMissing(needed)
    if (needed.length) return
    const record = await save(layout ? shownValues(layout, data) : data)
    if (!record) return
    if (!another) return onClose()
    setData(startValues(object, given))
    setRound(round + 1)
  }
  const mergeWith = async (other: string) => {
    const record = await save(data)
    if (!record) return
    onClose()
    void navigate({ to: '/merge/$object', params: { object: object.name }, search: { ids: `${other},${record.id}` } })
  }
  return (
    <Dialog
      open onClose={onClose} onSubmit={() => void submit()} width={620} title={t(texts.title, { what: t(object.label) })}
      actions={(
        <>
          <span style={{ marginRight: 'auto', alignSelf: 'center' }}><Checkbox checked={another} onChange={setAnother} label={t(texts.another)} /></span>
          <Button onClick={onClose}>{t(shared.cancel)}</Button>
          <Button variant="primary" type="submit" loading={busy}>{t(texts.save)}</Button>
        </>
      )}
    >
      <div style={{ display: 'grid', gap: 16 }}>
        <FormError error={isBesideFields(error, object.fields) ? null : error} />
        <FormSections
          key={round} {...{ sections, data, begins }} faultOf={(name) => (missing.includes(name) ? t(layoutTexts.needed) : faultFor(error, name))}
          onChange={(name, value) => {
            clear(name)
            setMissing((now) => now.filter((each) => each !== name))
            setData((now) => ({ ...now, [name]: value }))
          }}
        />
        <DuplicateHint object={object} data={data} onOpen={onClose} onMerge={request.onCreated ? undefined : (other) => void mergeWith(other)} />
        {!open && fields.more.length > 0 && <div><Button variant="ghost" size="small" icon={<ChevronDown size={16} />} onClick={() => setMore(true)}>{t(texts.more, { count: fields.more.length })}</Button></div>}
      </div>
    </Dialog>
  )
}

type SectionsProps = { sections: FormSection[]; data: Record<string, unknown>; begins: FieldInfo | undefined; faultOf: (name: string) => string | undefined; onChange: (name: string, value: unknown) => void }

function FormSections({ sections, data, begins, faultOf, onChange }: SectionsProps) {
  const { t } = useFieldTools()
  return sections.map(({ title, columns, fields }, at) => (
    <section key={String(at)} style={{ display: 'grid', gap: 10 }}>
      {title && <h3 style={{ margin: 0, fontSize: 13, fontWeight: 600 }}>{t(title)}</h3>}
      <FormGrid columns={columns}>
        {fields.map(({ field, required }) => (
          <FormField
            key={field.name} field={required ? { ...field, required } : field} data={data} autoFocus={field === begins}
            error={faultOf(field.name)} onChange={(value) => onChange(field.name, value)}
          />
        ))}
      </FormGrid>
    </section>
  ))
}

type FieldProps = {
  field: FieldInfo; data: Record<string, unknown>; error: string | undefined; autoFocus: boolean
  onChange: (value: unknown) => void
}

/** One field of a form, as wide as it needs. */
export function FormField({ field, data, ...rest }: FieldProps) {
  const { t } = useFieldTools()
  const { Input } = fieldWebOf(field.type)
  return (
    <div style={wide.has(field.type) ? { gridColumn: '1 / -1' } : undefined}>
      <Input
        {...rest} field={field} value={data[field.name] ?? null} record={data as RecordRow} label={t(field.label)}
        help={field.help ? t(field.help) : undefined} required={field.required}
      />
    </div>
  )
}

/** Whether each fault of a refusal stands beside a field of the form; any other is shown above it. */
export function isBesideFields(error: unknown, fields: FieldInfo[]): boolean {
  if (!(error instanceof ApiError) || !error.errors.length) return false
  return error.errors.every((one) => fields.some((field) => faultFor(error, field.name) === one.message))
}

function useCreateRecord({ object, onCreated }: CreateRequest) {
  const { t } = useFieldTools()
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  // One key for one form, so that a repeat after a lost answer makes no second record.
  const key = useRef(newKey())
  const save = async (data: Record<string, unknown>): Promise<RecordRow | null> => {
    setBusy(true)
    setError(null)
    const filled = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined && value !== ''))
    try {
      const record = await api.post('/records/{object}', { path: { object: object.name }, body: toWrite(filled, object), idempotencyKey: key.current })
      key.current = newKey()
      void client.invalidateQueries({ queryKey: keys.records(object.name) })
      const name = titleOf(record, object) ?? t(recordTexts.untitled)
      if (onCreated) onCreated(record)
      const open = () => void navigate({ to: '/o/$object/$id', params: { object: object.name, id: record.id } })
      toast({ text: t(texts.created, { what: t(object.label), name }), action: onCreated ? undefined : { label: t(texts.open), run: open } })
      return record
    } catch (refusal) {
      if (refusal instanceof ApiError && refusal.status !== 0) key.current = newKey()
      setError(refusal)
      return null
    } finally {
      setBusy(false)
    }
  }
  /** Takes away the refusal of a field that is being changed. */
  const clear = (name: string) => setError((now: unknown) => {
    if (!(now instanceof ApiError) || !now.errors.length) return now
    const left = now.errors.filter(({ path }) => path !== name && !path.startsWith(`${name}.`))
    return left.length
      ? Object.assign(new ApiError(now.status, { code: now.code, detail: now.detail }), { errors: left })
      : null
  })
  return { save, busy, error, clear }
}
