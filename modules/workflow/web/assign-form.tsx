// The workflow room's screens: the step that gives a record to one of several members.
import { useText } from '../../../web/i18n.tsx'
import type { Filter } from '../../../web/records/filter/filter-model.ts'
import { Field } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { ConditionForm } from './condition-form.tsx'
import { RecipientsInput } from './recipients-input.tsx'
import { WhichForm, type FormProps } from './step-form.tsx'
import { workflowTexts as w } from './texts.ts'

/** In turn or to the least busy; `counting` says which records of that object keep a member busy. */
export function AssignForm(props: FormProps) {
  const { step, onChange, path, error, draft } = props
  const t = useText()
  const object = String(step.object ?? draft.object ?? '')
  return (
    <FormGrid>
      <WhichForm {...props} onChange={(next) => onChange(next.object === step.object ? next : { ...next, counting: undefined })} />
      <Select
        label={t(w.assignBy)} value={String(step.by ?? 'roundRobin')} error={faultOf(error, `${path}.by`)} onChange={(by) => onChange({ ...step, by, counting: undefined })}
        options={[{ value: 'roundRobin', label: t(w.inTurn), hint: t(w.inTurnHelp) }, { value: 'leastBusy', label: t(w.leastBusy), hint: t(w.leastBusyHelp) }]}
      />
      <RecipientsInput value={step.to} onChange={(to) => onChange({ ...step, to })} error={faultOf(error, `${path}.to`)} withOwner={false} />
      {step.by === 'leastBusy' && object && (
        <Field label={t(w.counting)} help={t(w.countingHelp)} error={faultOf(error, `${path}.counting`)}>
          <ConditionForm key={object} draft={{ ...draft, object }} filter={step.counting as Filter | undefined} reach="related" onChange={(counting) => onChange({ ...step, counting })} />
        </Field>
      )}
    </FormGrid>
  )
}
