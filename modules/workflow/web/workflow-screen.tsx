// Settings: one workflow: when, only if, then; and its runs. A new one is made on the same page.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useRouter, useSearch } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ApiError, api, queryClient, type Body as BodyOf } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { MissingScreen } from '../../../web/layout/broken-screen.tsx'
import { FieldToolsProvider } from '../../../web/records/field-tools.tsx'
import { useRoleOptions } from '../../../web/settings/members/queries.ts'
import { SaveBar } from '../../../web/settings/save-bar.tsx'
import { SettingsPage } from '../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../web/settings/texts.ts'
import { texts } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { FormGrid, Section } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { ErrorState, faultOf, SkeletonRows } from '../../../web/ui/states.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Switch } from '../../../web/ui/toggle.tsx'
import { ConditionForm } from './condition-form.tsx'
import { blankEvent, EventForm } from './event-form.tsx'
import { workflowKeys, workflowsQuery, type Draft, type Workflow } from './queries.ts'
import { RunList } from './run-list.tsx'
import { StepList } from './step-list.tsx'
import { eventTexts as e, workflowTexts as w } from './texts.ts'
import { TriggerForm, type PartProps } from './trigger-form.tsx'

const blankDraft: Draft = { name: '', object: 'deal', enabled: true, trigger: { type: 'record', on: ['updated'], to: {}, reenrol: 'never' }, steps: [] }

export default function WorkflowScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useText()
  const query = useQuery({ ...workflowsQuery, enabled: id !== 'new' })
  const workflow = query.data?.find((one) => one.id === id)
  if (id === 'new') return <FieldToolsProvider><WorkflowPage key="new" /></FieldToolsProvider>
  if (query.isPending) return <SettingsPage title={t(s.workflows)}><SkeletonRows rows={8} height={44} columns={3} /></SettingsPage>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return workflow ? <FieldToolsProvider><WorkflowPage key={workflow.id} workflow={workflow} /></FieldToolsProvider> : <MissingScreen />
}

function draftOf({ name, description, object, enabled, role, trigger, condition, exit, steps }: Workflow): Draft {
  return { name, description, object, enabled, role, trigger, condition, exit, steps }
}

/** What is sent: emptied parts as null, so that they are taken away. */
function bodyOf({ description, condition, exit, role, ...draft }: Draft): BodyOf<'POST /workflows'> {
  return { ...draft, object: draft.object ?? null, description: description?.trim() || null, condition: condition ?? null, exit: exit ?? null, ...role ? { role } : {} }
}

function WorkflowPage({ workflow }: { workflow?: Workflow }) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const search = useSearch({ strict: false }) as { tab?: string }
  const [tab, setTab] = useState<'definition' | 'runs'>(workflow && search.tab === 'runs' ? 'runs' : 'definition')
  const [changed, setChanged] = useState<Draft | null>(workflow ? null : blankDraft)
  const draft = changed ?? draftOf(workflow!)
  const save = useMutation({
    mutationFn: () => (workflow ? api.patch('/workflows/{id}', { path: { id: workflow.id }, body: bodyOf(draft) }) : api.post('/workflows', { body: bodyOf(draft) })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: workflowKeys.all })
      toast({ text: t(texts.saved) })
      if (workflow) setChanged(null)
    },
  })
  // The page of what was made opens when this one has nothing unsaved any more.
  const made = workflow ? undefined : save.data?.id
  useEffect(() => {
    if (made) router.history.replace(`/settings/workflows/${made}`)
  }, [made, router])
  const discard = () => {
    save.reset()
    if (workflow) setChanged(null)
    else router.history.push('/settings/workflows')
  }
  const part: PartProps = { draft, onChange: setChanged, error: save.error, saved: workflow }
  const isChanged = !made && changed !== null && JSON.stringify(changed) !== JSON.stringify(workflow ? draftOf(workflow) : blankDraft)
  return (
    <SettingsPage title={workflow?.name ?? t(w.newWorkflow)} back={{ to: '/settings/workflows', label: t(s.workflows) }} actions={workflow && <WorkflowMenu workflow={workflow} />}>
      {workflow && (
        <div style={{ marginBottom: 18 }}>
          <Tabs label={t(w.tabs)} value={tab} onChange={setTab} tabs={[{ value: 'definition', label: t(w.definition) }, { value: 'runs', label: t(w.runs) }]} />
        </div>
      )}
      {tab === 'runs' && workflow ? <RunList workflow={workflow} /> : <Definition {...part} />}
      <SaveBar changed={isChanged} busy={save.isPending} error={marked(save.error, t)} onSave={() => save.mutate()} onDiscard={discard} />
    </SettingsPage>
  )
}

/** Each fault stands beside its field; the bar only says that there are some. */
function marked(error: unknown, t: ReturnType<typeof useText>): unknown {
  if (!(error instanceof ApiError) || error.errors.length === 0) return error
  return new ApiError(error.status, { code: error.code, detail: t(w.marked, { count: error.errors.length }) })
}

function Definition(props: PartProps) {
  const { draft, onChange, error } = props
  const t = useText()
  const roles = useRoleOptions()
  return (
    <>
      <Section>
        <FormGrid>
          <TextInput required label={t(w.name)} placeholder={t(w.namePlaceholder)} value={draft.name} onChange={(name) => onChange({ ...draft, name })} error={faultOf(error, 'name')} />
          <TextInput optional label={t(w.description)} value={draft.description ?? ''} onChange={(description) => onChange({ ...draft, description })} error={faultOf(error, 'description')} />
          <Switch label={t(w.enabled)} help={t(w.enabledHelp)} checked={draft.enabled} onChange={(enabled) => onChange({ ...draft, enabled })} />
        </FormGrid>
      </Section>
      <Section title={t(w.when)} help={t(w.whenHelp)}><TriggerForm {...props} /></Section>
      <Section title={t(w.only)} help={t(w.onlyHelp)}>
        <ConditionForm key={draft.object} draft={draft} reach="related" filter={draft.condition} onChange={(condition) => onChange({ ...draft, condition })} />
      </Section>
      <Section title={t(e.exit)} help={t(e.exitHelp)}><ExitForm {...props} /></Section>
      <Section title={t(w.then)} help={t(w.thenHelp)}><StepList draft={draft} earlier={[]} loops={[]} error={error} steps={draft.steps} path="steps" onSteps={(steps) => onChange({ ...draft, steps })} /></Section>
      <Section>
        <Select
          label={t(w.role)} help={t(w.roleHelp)} value={draft.role ?? 'administrator'} options={roles} onChange={(role) => onChange({ ...draft, role })} error={faultOf(error, 'role')}
          style={{ maxWidth: 320 }}
        />
      </Section>
    </>
  )
}

function ExitForm({ draft, onChange, error }: PartProps) {
  const t = useText()
  const { exit } = draft
  if (!exit) return <div><Button size="small" icon={<Plus size={15} />} onClick={() => onChange({ ...draft, exit: { forEvent: blankEvent } })}>{t(e.addExit)}</Button></div>
  return (
    <FormGrid>
      <EventForm draft={draft} earlier={[]} loops={[]} event={exit.forEvent} onChange={(forEvent) => onChange({ ...draft, exit: { forEvent } })} path="exit.forEvent" error={error} />
      <div><Button size="small" icon={<Trash2 size={15} />} onClick={() => onChange({ ...draft, exit: undefined })}>{t(e.removeExit)}</Button></div>
    </FormGrid>
  )
}

function WorkflowMenu({ workflow }: { workflow: Workflow }) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => api.delete('/workflows/{id}', { path: { id: workflow.id } }),
    onSuccess: async () => {
      toast({ text: t(w.removed, { name: workflow.name }) })
      router.history.push('/settings/workflows')
      await queryClient.invalidateQueries({ queryKey: workflowKeys.all })
    },
  })
  return (
    <>
      <Menu align="end" trigger={<Button>{t(texts.more)}</Button>} items={[{ label: t(w.remove), icon: <Trash2 size={16} />, danger: true, onSelect: () => setAsking(true) }]} />
      <Confirm
        open={asking} title={t(w.removeTitle, { name: workflow.name })} body={t(w.removeBody)} action={t(w.remove)} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
      />
    </>
  )
}
