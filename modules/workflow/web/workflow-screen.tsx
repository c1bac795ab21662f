// Settings: one workflow: what it does, its runs, what is to come, its versions. A new one is made on the same page.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { ChevronLeft, Redo2, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ApiError, api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { MissingScreen } from '../../../web/layout/broken-screen.tsx'
import { FieldToolsProvider } from '../../../web/records/field-tools.tsx'
import { SaveBar } from '../../../web/settings/save-bar.tsx'
import { SettingsPage } from '../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../web/settings/texts.ts'
import { texts } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { Page, PageHeader, Section, useTitle } from '../../../web/ui/page.tsx'
import { ErrorState, faultOf, SkeletonRows } from '../../../web/ui/states.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Switch } from '../../../web/ui/toggle.tsx'
import { useIsPhone } from '../../../web/ui/use-is-phone.ts'
import { ConditionForm } from './condition-form.tsx'
import { Editor } from './editor.tsx'
import { RemarkList, WorkflowSettings } from './editor-panel.tsx'
import { editorTexts as e } from './editor-texts.ts'
import { bodyOf, waitingQuery, workflowKeys, workflowsQuery, type Draft, type Workflow } from './queries.ts'
import { ExitForm } from './exit-form.tsx'
import { RunList } from './run-list.tsx'
import { StepList } from './step-list.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { eventTexts as x, workflowTexts as w } from './texts.ts'
import { TriggerForm, type PartProps } from './trigger-form.tsx'
import { TryPanel } from './try-panel.tsx'
import { UpcomingCalendar } from './upcoming-calendar.tsx'
import { useRemarks } from './use-check.ts'
import { useHistory } from './use-history.ts'
import { FateSelect, VersionList, type Fate } from './version-list.tsx'

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

function draftOf({ name, description, object, enabled, role, inTransaction, trigger, condition, exit, steps }: Workflow): Draft {
  return { name, description, object, enabled, role, inTransaction, trigger, condition, exit, steps }
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

type Tab = 'definition' | 'summary' | 'try' | 'runs' | 'upcoming' | 'versions'

/** What is edited, and how it is saved or let go of. `fate`: what becomes of the runs under way. */
function useDraft(workflow: Workflow | undefined) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const base = workflow ? draftOf(workflow) : blankDraft
  const history = useHistory(base)
  const [fate, setFate] = useState<Fate>('stay')
  const save = useMutation({
    mutationFn: (sent: Draft) => (workflow ? api.patch('/workflows/{id}', { path: { id: workflow.id }, body: { ...bodyOf(sent), waiting: fate } }) : api.post('/workflows', { body: bodyOf(sent) })),
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: workflowKeys.all })
      toast({ text: t(texts.saved) })
      setFate('stay')
      if (workflow) history.reset(draftOf(made as Workflow))
    },
  })
  // The page of what was made opens when this one has nothing unsaved any more.
  const made = workflow ? undefined : save.data?.id
  useEffect(() => {
    if (made) router.history.replace(`/settings/workflows/${made}`)
  }, [made, router])
  const discard = () => {
    save.reset()
    if (workflow) history.reset(base)
    else router.history.push('/settings/workflows')
  }
  return { history, fate, setFate, save, discard, isChanged: !made && !same(history.value, base) }
}

function WorkflowPage({ workflow }: { workflow?: Workflow }) {
  const t = useText()
  const isPhone = useIsPhone()
  const search = useSearch({ strict: false }) as { tab?: Tab }
  const [tab, setTab] = useState<Tab>(workflow && search.tab ? search.tab : 'definition')
  const { history, fate, setFate, save, discard, isChanged } = useDraft(workflow)
  const draft = history.value
  useTitle(draft.name || t(w.newWorkflow))
  const part = { draft, onChange: history.change, error: save.error, saved: workflow }
  const tabs = [
    { value: 'definition', label: t(w.definition) }, ...(isPhone ? [{ value: 'summary', label: t(e.summary) }, { value: 'try', label: t(e.tryOut) }] as const : []),
    ...(workflow ? [{ value: 'runs', label: t(w.runs) }, { value: 'upcoming', label: t(e.upcoming) }, { value: 'versions', label: t(e.versions) }] as const : []),
  ] as { value: Tab; label: string }[]
  const shownTab = tabs.some(({ value }) => value === tab) ? tab : 'definition'
  const header = (
    <PageHeader
      before={<IconButton component={Link} to="/settings/workflows" label={`${t(texts.back)}: ${t(s.workflows)}`} size="small" style={{ marginLeft: -8 }}><ChevronLeft size={20} /></IconButton>}
      title={<NameInput draft={draft} onChange={history.change} error={save.error} />}
      actions={
        <>
          <Switch label={t(w.enabled)} checked={draft.enabled} onChange={(enabled) => history.change({ ...draft, enabled })} />
          <IconButton label={t(e.undo)} keys="Ctrl Z" disabled={!history.canUndo} onClick={history.undo}><Undo2 size={17} /></IconButton>
          <IconButton label={t(e.redo)} keys="Ctrl Shift Z" disabled={!history.canRedo} onClick={history.redo}><Redo2 size={17} /></IconButton>
          {workflow && <WorkflowMenu workflow={workflow} />}
        </>
      }
    />
  )
  const saving = (
    <SaveArea {...{ draft, workflow, fate, isChanged }} onFate={setFate} error={save.error} onSaveOff={() => save.mutate({ ...draft, enabled: false })}>
      <SaveBar changed={isChanged} busy={save.isPending} error={marked(save.error, t)} onSave={() => save.mutate(draft)} onDiscard={discard} />
    </SaveArea>
  )
  const bar = <div style={{ padding: '0 12px', borderBottom: `1px solid ${v.line}` }}><Tabs label={t(w.tabs)} value={shownTab} onChange={setTab} tabs={tabs} /></div>
  if (shownTab === 'definition' && !isPhone) {
    return (
      <Page header={header} bar={bar} fixed>
        <div style={{ position: 'relative', flex: 1, minHeight: 0, display: 'flex' }}>
          <Editor {...part} onUndo={history.undo} onRedo={history.redo} begins={tab === 'summary' || tab === 'try' ? tab : undefined} />
          <div style={{ position: 'absolute', left: 16, right: 'calc(clamp(340px, 34%, 460px) + 16px)', bottom: 16, zIndex: 6, pointerEvents: 'none' }}><div style={{ pointerEvents: 'auto', maxWidth: 640, marginLeft: 'auto' }}>{saving}</div></div>
        </div>
      </Page>
    )
  }
  return (
    <Page header={header} bar={bar} width={isPhone ? undefined : 1040}>
      <div style={{ padding: isPhone ? '12px 16px 40px' : '12px 0 40px' }}>
        {shownTab === 'definition' && <Definition {...part} onChange={(next) => history.change(next)} />}
        {shownTab === 'summary' && <SummaryPanel draft={draft} />}
        {shownTab === 'try' && <TryPanel draft={draft} />}
        {shownTab === 'runs' && workflow && <RunList workflow={workflow} />}
        {shownTab === 'upcoming' && workflow && <UpcomingCalendar workflow={workflow.id} />}
        {shownTab === 'versions' && workflow && <VersionList workflow={workflow} />}
        {saving}
      </div>
    </Page>
  )
}

function NameInput({ draft, onChange, error }: { draft: Draft; onChange: (draft: Draft) => void; error: unknown }) {
  const t = useText()
  return <TextInput required autoFocus={!draft.name} aria-label={t(w.name)} placeholder={t(w.namePlaceholder)} value={draft.name} onChange={(name) => onChange({ ...draft, name })} error={faultOf(error, 'name')} style={{ maxWidth: 440, fontWeight: 500 }} />
}

type SaveProps = { draft: Draft; workflow?: Workflow; fate: Fate; onFate: (fate: Fate) => void; isChanged: boolean; error: unknown; onSaveOff: () => void; children: React.ReactNode }

/** What else there is to say when a change is saved: what becomes of runs under way, and that it waits for a signature. */
function SaveArea({ draft, workflow, fate, onFate, isChanged, error, onSaveOff, children }: SaveProps) {
  const t = useText()
  const unsigned = faultOf(error, 'enabled')
  const count = useQuery({ ...waitingQuery(workflow?.id ?? ''), enabled: workflow !== undefined }).data?.waiting ?? 0
  const does = ({ object, inTransaction, trigger, condition, exit, steps }: Draft) => ({ object, inTransaction, trigger, condition, exit, steps })
  const newVersion = workflow && isChanged && !same(does(draft), does(draftOf(workflow)))
  const box = { padding: '10px 14px', marginTop: 8, borderRadius: 10, backgroundColor: v.paper, boxShadow: v.shadow } as const
  return (
    <>
      {newVersion && count > 0 && (
        <div style={box}><FateSelect count={count} value={fate} onChange={onFate} /></div>
      )}
      {unsigned && <div role="alert" style={{ ...box, display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap', color: v.bad }}><span style={{ flex: 1 }}>{unsigned}</span><Button onClick={onSaveOff}>{t(e.saveOff)}</Button></div>}
      {children}
    </>
  )
}

/** Each fault stands beside its field; the bar only says that there are some. */
function marked(error: unknown, t: ReturnType<typeof useText>): unknown {
  if (!(error instanceof ApiError) || error.errors.length === 0) return error
  return new ApiError(error.status, { code: error.code, detail: t(w.marked, { count: error.errors.length }) })
}

/** On a phone: the parts one below the other. */
function Definition(props: PartProps & { saved?: Workflow }) {
  const { draft, onChange, error, saved } = props
  const t = useText()
  const remarks = useRemarks(draft)
  return (
    <>
      <RemarkList placed list={remarks.filter(({ tone }) => tone !== 'bad')} />
      <Section title={t(w.when)} help={t(w.whenHelp)}><TriggerForm {...props} /></Section>
      <Section title={t(w.only)} help={t(w.onlyHelp)}>
        <ConditionForm key={draft.object} draft={draft} reach="related" filter={draft.condition} onChange={(condition) => onChange({ ...draft, condition })} />
      </Section>
      <Section title={t(x.exit)} help={t(x.exitHelp)}><ExitForm {...props} /></Section>
      <Section title={t(w.then)} help={t(w.thenHelp)}><StepList draft={draft} earlier={[]} loops={[]} error={error} steps={draft.steps} path="steps" onSteps={(steps) => onChange({ ...draft, steps })} /></Section>
      <Section title={t(e.settings)}><WorkflowSettings {...{ draft, onChange, error, saved }} /></Section>
    </>
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
