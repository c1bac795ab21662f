// The workflow room's screens: what stands beside the canvas: the form of what is chosen, with the remarks on it; the summary; a trial; the settings.
import { CircleAlert, CopyPlus, Filter as FilterIcon, Info, Trash2, TriangleAlert } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { NarrowFilter } from '../../../web/records/filter/filter-builder.tsx'
import { useRoleOptions } from '../../../web/settings/members/queries.ts'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Field, TextInput } from '../../../web/ui/field.tsx'
import { FormGrid, Section } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { stepTexts } from '../texts.ts'
import { AgreementBox } from './agreement-box.tsx'
import { ConditionForm } from './condition-form.tsx'
import { ExitForm } from './exit-form.tsx'
import type { EditorProps } from './editor.tsx'
import { editorTexts as e } from './editor-texts.ts'
import { ShowsInner } from './flow-forms.tsx'
import { changeStep, placeOf, stepAt } from './flow-model.ts'
import { isKnown } from './step-form.tsx'
import { StepInput } from './step-list.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { eventTexts as x, workflowTexts as w } from './texts.ts'
import { TriggerForm } from './trigger-form.tsx'
import { TryPanel } from './try-panel.tsx'
import { remarksAt, type Remark } from './use-check.ts'

export type PanelTab = 'detail' | 'summary' | 'try' | 'settings'

type Props = EditorProps & {
  tab: PanelTab; onTab: (tab: PanelTab) => void; chosen: string | null; onChoose: (id: string | null) => void; remarks: Remark[]
  onRemove: (path: string) => void; onCopy: (path: string, cut: boolean) => void
}

export function EditorPanel(props: Props) {
  const { tab, onTab, draft } = props
  const t = useText()
  const tabs = [{ value: 'detail', label: t(e.detail) }, { value: 'summary', label: t(e.summary) }, { value: 'try', label: t(e.tryOut) }, { value: 'settings', label: t(e.settings) }] as const
  return (
    <section aria-label={t(e.panel)} style={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', backgroundColor: v.paper }}>
      <div style={{ padding: '4px 8px', borderBottom: `1px solid ${v.line}` }}><Tabs label={t(e.panel)} value={tab} onChange={onTab} tabs={tabs} /></div>
      <div style={{ flex: 1, minHeight: 0, overflowY: 'auto', padding: '16px 16px 96px' }}>
        <NarrowFilter value>
          {tab === 'detail' && <Detail {...props} />}
          {tab === 'summary' && <SummaryPanel draft={draft} />}
          {tab === 'try' && <TryPanel draft={draft} />}
          {tab === 'settings' && <WorkflowSettings {...props} />}
        </NarrowFilter>
      </div>
    </section>
  )
}

function Detail(props: Props) {
  const { chosen, draft, onChange, error, onRemove, onCopy, remarks } = props
  const t = useText()
  const step = chosen && chosen !== 'trigger' ? stepAt(draft.steps, chosen) : undefined
  if (!chosen || (chosen !== 'trigger' && !step)) return <Remarks {...props} list={remarks} />
  if (!step) return <TriggerDetail {...props} list={remarksAt(remarks, 'trigger')} />
  const name = isKnown(step.type) ? t(stepTexts[step.type].label) : step.type
  return (
    <ShowsInner value={false}>
      <div style={{ display: 'grid', gap: 14 }} key={chosen}>
        <div style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
          <h2 style={{ margin: 0, flex: 1, fontSize: 15, lineHeight: '22px', fontWeight: 600 }}>{name}</h2>
          {step.if === undefined && <IconButton size="small" label={t(w.addCondition)} onClick={() => onChange({ ...draft, steps: changeStep(draft.steps, chosen, { ...step, if: {} }) })}><FilterIcon size={16} /></IconButton>}
          <IconButton size="small" label={t(e.copy)} onClick={() => onCopy(chosen, false)}><CopyPlus size={16} /></IconButton>
          <IconButton size="small" label={`${t(w.removeStep)}: ${name}`} onClick={() => onRemove(chosen)}><Trash2 size={16} /></IconButton>
        </div>
        <RemarkList list={remarksAt(remarks, chosen)} />
        <StepInput {...{ draft, step, error }} path={chosen} {...placeOf(draft.steps, chosen)} onChange={(next) => onChange({ ...draft, steps: changeStep(draft.steps, chosen, next) })} />
      </div>
    </ShowsInner>
  )
}

function TriggerDetail({ draft, onChange, error, saved, list }: Props & { list: Remark[] }) {
  const t = useText()
  return (
    <>
      <RemarkList list={list} />
      <Section title={t(w.when)} help={t(w.whenHelp)}><TriggerForm {...{ draft, error, saved }} onChange={(next) => onChange(next)} /></Section>
      <Section title={t(w.only)} help={t(w.onlyHelp)}>
        <ConditionForm key={draft.object} draft={draft} reach="related" filter={draft.condition} onChange={(condition) => onChange({ ...draft, condition })} />
        {faultOf(error, 'condition') && <div role="alert" style={{ color: v.bad, fontSize: 13 }}>{faultOf(error, 'condition')}</div>}
      </Section>
      <Section title={t(x.exit)} help={t(x.exitHelp)}><ExitForm {...{ draft, onChange, error, saved }} /></Section>
    </>
  )
}

const icons = { bad: CircleAlert, warn: TriangleAlert, note: Info }
const colours = { bad: v.bad, warn: v.warn, note: v.secondary }

/** `placed`: each says which step it is about, where they stand apart from it. */
export function RemarkList({ list, placed }: { list: Remark[]; placed?: boolean }) {
  const t = useText()
  const place = (path: string) => t(e.atStep, { number: (path.match(/\[\d+\]/g) ?? []).map((at) => Number(at.slice(1, -1)) + 1).join('.') })
  if (list.length === 0) return null
  return (
    <div role="status"><ul style={{ listStyle: 'none', margin: '0 0 14px', padding: 0, display: 'grid', gap: 6 }}>
      {list.map(({ path, message, tone }) => {
        const Icon = icons[tone]
        return <li key={`${path} ${message}`} style={{ display: 'flex', gap: 8, color: colours[tone], fontSize: 13, lineHeight: '18px' }}><Icon size={16} style={{ flexShrink: 0, marginTop: 1 }} aria-hidden /><span>{placed && path.startsWith('steps[') && `${place(path)}: `}{message}</span></li>
      })}
    </ul></div>
  )
}

/** All remarks, each leading to its node. */
function Remarks({ list, onChoose }: Props & { list: Remark[] }) {
  const t = useText()
  const told = list.filter(({ tone }) => tone !== 'note')
  if (told.length === 0) return <p style={{ margin: 0, color: v.secondary }}>{t(e.fine)}</p>
  return (
    <div style={{ display: 'grid', gap: 6 }}>
      {told.map((remark) => (
        <Button key={`${remark.path} ${remark.message}`} variant="ghost" style={{ height: 'auto', padding: 8, justifyContent: 'flex-start', whiteSpace: 'normal', textAlign: 'left', lineHeight: '18px', color: colours[remark.tone] }} onClick={() => onChoose(/^(steps\[\d+\](?:\.(?:then|else|steps)\[\d+\])*)/.exec(remark.path)?.[1] ?? 'trigger')}>{remark.message}</Button>
      ))}
    </div>
  )
}

export function WorkflowSettings({ draft, onChange, error, saved }: Pick<EditorProps, 'draft' | 'onChange' | 'error' | 'saved'>) {
  const t = useText()
  const roles = useRoleOptions()
  return (
    <FormGrid>
      <TextInput optional multiline label={t(w.description)} value={draft.description ?? ''} onChange={(description) => onChange({ ...draft, description })} error={faultOf(error, 'description')} />
      <Select label={t(w.role)} help={t(w.roleHelp)} value={draft.role ?? 'administrator'} options={roles} onChange={(role) => onChange({ ...draft, role })} error={faultOf(error, 'role')} />
      {draft.trigger.type === 'record' && (
        <Field help={t(w.withinHelp)} error={faultOf(error, 'inTransaction')}>
          <Checkbox label={t(w.within)} checked={draft.inTransaction === true} onChange={(on) => onChange({ ...draft, inTransaction: on || undefined })} />
        </Field>
      )}
      {saved ? <AgreementBox workflow={saved.id} /> : <p style={{ margin: 0, color: v.secondary, fontSize: 13, lineHeight: '19px' }}>{t(e.requesterLater)}</p>}
    </FormGrid>
  )
}
