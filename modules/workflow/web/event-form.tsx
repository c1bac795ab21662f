// The workflow room's screens: an event that a run waits for, or ends by: a change of its own record, or of one that has something
// in common with it.
import { useText } from '../../../web/i18n.tsx'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { Field } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { ConditionForm } from './condition-form.tsx'
import { ObjectSelect } from './object-select.tsx'
import type { Workflow } from './queries.ts'
import { WhichChange } from './record-trigger-form.tsx'
import { TemplateInput, type Place } from './template-input.tsx'
import { eventTexts as e, workflowTexts as w } from './texts.ts'

export type EventDraft = NonNullable<Workflow['exit']>['forEvent']

/** What a new one of another object looks like: the customer orders. */
export const blankEvent: EventDraft = { on: ['created'], object: 'deal', match: { contact: '' } }

const kinds = ['created', 'updated', 'deleted'] as const
const pointing = new Set(['relation', 'user', 'text', 'email', 'phone', 'url', 'select', 'autoNumber'])

type Props = Place & { event: EventDraft; onChange: (event: EventDraft) => void; path: string; error: unknown }

export function EventForm({ event, onChange, path, error, ...place }: Props) {
  const t = useText()
  const own = event.object === undefined
  const object = event.object ?? place.draft.object ?? ''
  const turn = (kind: (typeof kinds)[number], on: boolean) => onChange({ ...event, on: kinds.filter((each) => (each === kind ? on : event.on.includes(each))) })
  const choose = (which: 'own' | 'other') => onChange(which === 'own' ? { on: ['updated'] } : blankEvent)
  return (
    <FormGrid>
      <FormGrid columns={2}>
        <Select label={t(e.whose)} value={own ? 'own' : 'other'} onChange={choose} options={[...place.draft.object ? [{ value: 'own' as const, label: t(w.thisRecord) }] : [], { value: 'other' as const, label: t(e.anotherRecord) }]} />
        {!own && <ObjectSelect value={object} onChange={(next) => onChange({ on: event.on, object: next, match: {} })} error={faultOf(error, `${path}.object`)} />}
      </FormGrid>
      {!own && <MatchInput {...{ event, onChange, path, error, object, ...place }} />}
      <Field label={t(w.events)} error={faultOf(error, `${path}.on`)}>
        <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap' }}>
          {kinds.map((kind) => <Checkbox key={kind} label={t(w[kind])} checked={event.on.includes(kind)} onChange={(on) => turn(kind, on)} />)}
        </div>
      </Field>
      {event.on.some((kind) => kind !== 'deleted') && <WhichChange draft={{ ...place.draft, object }} trigger={event} set={(change) => onChange({ ...event, ...change })} error={error} path={path} />}
      <Field label={t(e.after)} error={faultOf(error, `${path}.filter`)}>
        <ConditionForm key={object} draft={{ ...place.draft, object }} reach="related" filter={event.filter} onChange={(filter) => onChange({ ...event, filter })} />
      </Field>
    </FormGrid>
  )
}

/** One field of the other record that says the same as something of this run. */
function MatchInput({ event, onChange, path, error, object, ...place }: Props & { object: string }) {
  const t = useText()
  const { objectOf } = useFieldTools()
  const fields = objectOf(object)?.fields.filter((field) => pointing.has(field.type)) ?? []
  const [[name, value] = ['', ''], ...others] = Object.entries(event.match ?? {})
  const set = (next: [string, string]) => onChange({ ...event, match: Object.fromEntries([next, ...others]) })
  return (
    <FormGrid columns={2}>
      <Select label={t(e.whichField)} value={name} options={fields.map((field) => ({ value: field.name, label: t(field.label) || field.name }))} onChange={(next) => set([next, value])} error={faultOf(error, `${path}.match`)} />
      <TemplateInput
        {...place} required label={t(e.equals)} placeholder={place.draft.object === 'contact' ? '{{ record.id }}' : '{{ record.contact.id }}'} value={value}
        onChange={(next) => name && set([name, next])} error={faultOf(error, `${path}.match.${name}`)}
      />
    </FormGrid>
  )
}
