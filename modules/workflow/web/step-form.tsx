// The workflow room's screens: the input of one step, by its type.
import type { ReactNode } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { numberOf, type SpokenStep } from '../summary/name-words.ts'
import { stepTexts, type StepType } from '../texts.ts'
import { ApprovalForm } from './approval-form.tsx'
import { PostForm } from '../../chat/web/post-form.tsx'
import { MessageForm } from '../../messaging/web/message-form.tsx'
import { AssignForm } from './assign-form.tsx'
import { DataForm, type Data } from './data-form.tsx'
import { WaitForm } from './wait-form.tsx'
import { FindForm, ForEachForm, IfForm } from './flow-forms.tsx'
import { EmailForm, FunctionForm, HttpForm } from './outside-forms.tsx'
import { ObjectSelect } from './object-select.tsx'
import { RecipientsInput } from './recipients-input.tsx'
import type { StepDraft } from './queries.ts'
import { TemplateInput, type Place } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

/** `path`: where the step stands in the definition, as faults name it. */
export type StepProps = Place & { path: string; step: StepDraft; onChange: (step: StepDraft) => void; error: unknown }

export type FormProps = StepProps

const forms: Record<StepType, (props: FormProps) => ReactNode> = {
  createRecord: (props) => <CreateForm {...props} />,
  updateRecord: (props) => <UpdateForm {...props} />,
  deleteRecord: (props) => <WhichForm {...props} />,
  findRecords: (props) => <FindForm {...props} />,
  if: (props) => <IfForm {...props} />,
  forEach: (props) => <ForEachForm {...props} />,
  wait: (props) => <WaitForm {...props} />,
  notify: (props) => <NotifyForm {...props} />,
  sendEmail: (props) => <EmailForm {...props} />,
  sendMessage: (props) => <MessageForm {...props} />,
  httpRequest: (props) => <HttpForm {...props} />,
  runFunction: (props) => <FunctionForm {...props} />,
  postToChannel: (props) => <PostForm {...props} />,
  requestApproval: (props) => <ApprovalForm {...props} />,
  assign: (props) => <AssignForm {...props} />,
  addTag: (props) => <TextForm {...props} input="tag" label="tag" />,
  removeTag: (props) => <TextForm {...props} input="tag" label="tag" />,
  addComment: (props) => <TextForm {...props} input="body" label="body" multiline />,
  setVariable: (props) => <VariableForm {...props} />,
  stop: () => null,
}

export function StepForm(props: StepProps) {
  return forms[props.step.type as StepType]?.(props) ?? null
}

function TextForm({ input, label, multiline, ...props }: FormProps & { input: string; label: 'tag' | 'body'; multiline?: boolean }) {
  const { step, onChange, path, error, draft, earlier, loops } = props
  const t = useText()
  return (
    <FormGrid>
      <WhichForm {...props} />
      <TemplateInput {...{ draft, earlier, loops, multiline }} required label={t(w[label])} value={step[input]} onChange={(text) => onChange({ ...step, [input]: text })} error={faultOf(error, `${path}.${input}`)} />
    </FormGrid>
  )
}

function CreateForm({ step, onChange, path, error, draft, earlier, loops }: FormProps) {
  const object = String(step.object ?? '')
  return (
    <FormGrid>
      <ObjectSelect value={object} onChange={(next) => onChange({ ...step, object: next, data: {} })} error={faultOf(error, `${path}.object`)} />
      <DataForm key={object} fresh {...{ draft, earlier, loops, object, path, error }} data={(step.data ?? {}) as Data} onChange={(data) => onChange({ ...step, data })} />
    </FormGrid>
  )
}

/** This record, or another one by its id. */
export function WhichForm({ step, onChange, path, error, draft, earlier, loops }: FormProps) {
  const t = useText()
  const other = isAboutOther(step, draft)
  const object = String(step.object ?? draft.object ?? '')
  const cleared = 'data' in step ? { data: {} } : {}
  const choose = (which: 'this' | 'other') => {
    const { object: _object, recordId: _recordId, ...rest } = step
    onChange(which === 'this' ? { ...rest, ...cleared } : { ...rest, object: draft.object, recordId: '', ...cleared })
  }
  return (
    <FormGrid>
      {draft.object && (
        <Select
          label={t(w.which2)} value={other ? 'other' : 'this'} onChange={choose} error={faultOf(error, `${path}.type`)}
          options={[{ value: 'this', label: t(w.thisRecord) }, { value: 'other', label: t(w.otherRecord) }]}
        />
      )}
      {other && (
        <FormGrid columns={2}>
          <ObjectSelect value={object} onChange={(next) => onChange({ ...step, object: next, ...cleared })} error={faultOf(error, `${path}.object`)} />
          <TemplateInput
            {...{ draft, earlier, loops }} required label={t(w.recordId)} value={step.recordId} onChange={(recordId) => onChange({ ...step, recordId })} error={faultOf(error, `${path}.recordId`)}
            placeholder={t(w.recordIdHint)}
          />
        </FormGrid>
      )}
    </FormGrid>
  )
}

const isAboutOther = (step: StepDraft, draft: Place['draft']) => !draft.object || step.recordId !== undefined || (step.object !== undefined && step.object !== draft.object)

function UpdateForm(props: FormProps) {
  const { step, onChange, path, error, draft, earlier, loops } = props
  const object = String(step.object ?? draft.object ?? '')
  return (
    <FormGrid>
      <WhichForm {...props} />
      <DataForm key={object} fresh={false} {...{ draft, earlier, loops, object, path, error }} data={(step.data ?? {}) as Data} onChange={(data) => onChange({ ...step, data })} />
    </FormGrid>
  )
}

function NotifyForm({ step, onChange, path, error, draft, earlier, loops }: FormProps) {
  const t = useText()
  const link = String(step.link ?? (draft.object ? 'record' : '/')).replace(/^\/o\/\w+\/\{\{\s*(steps\.\w+)\.id\s*\}\}$/, '$1')
  const made = earlier.flatMap((one) => (one.type === 'createRecord' && one.id ? [{ value: `steps.${one.id}`, label: t(w.linkStep, { step: numberOf(draft.steps as SpokenStep[], one.id) ?? one.id }) }] : []))
  // A path written by a template may mean the same as one of the choices.
  const known = [draft.object ? { value: 'record', label: t(w.thisRecord) } : { value: '/', label: t(w.linkHome) }, ...made]
  const options = known.some((option) => option.value === link) ? known : [...known, { value: link, label: t(w.linkOther, { address: link }) }]
  const place = { draft, earlier, loops }
  return (
    <FormGrid>
      <RecipientsInput value={step.to} onChange={(to) => onChange({ ...step, to })} error={faultOf(error, `${path}.to`)} />
      <TemplateInput {...place} required label={t(w.title)} value={step.title} onChange={(title) => onChange({ ...step, title })} error={faultOf(error, `${path}.title`)} />
      <TemplateInput {...place} optional multiline label={t(w.body)} value={step.body} onChange={(body) => onChange({ ...step, body: body || undefined })} error={faultOf(error, `${path}.body`)} />
      <Select label={t(w.link)} value={link} options={options} onChange={(next) => onChange({ ...step, link: next })} error={faultOf(error, `${path}.link`)} />
    </FormGrid>
  )
}

function VariableForm({ step, onChange, path, error, draft, earlier, loops }: FormProps) {
  const t = useText()
  return (
    <FormGrid columns={2}>
      <TextInput required label={t(w.variable)} help={t(w.variableHelp)} value={String(step.name ?? '')} onChange={(name) => onChange({ ...step, name })} error={faultOf(error, `${path}.name`)} />
      <TemplateInput {...{ draft, earlier, loops }} label={t(w.value)} value={step.value} onChange={(value) => onChange({ ...step, value })} error={faultOf(error, `${path}.value`)} />
    </FormGrid>
  )
}

/** What the editor can draw. */
export const isKnown = (type: string): type is StepType => Object.hasOwn(stepTexts, type)
