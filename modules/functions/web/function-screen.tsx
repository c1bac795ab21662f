// Settings: one function: what it does, as blocks or as code, tried out on a record; and its runs. A new one is made on the same page.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ApiError, api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { MissingScreen } from '../../../web/layout/broken-screen.tsx'
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
import type { Block } from '../blocks/block.ts'
import { example, functionKeys, functionQuery, type Draft, type FunctionInfo } from './queries.ts'
import { RunList } from './run-list.tsx'
import { TestPanel } from './test-panel.tsx'
import { functionTexts as f } from './texts.ts'
import { WorkForm } from './work-form.tsx'

const blankDraft: Draft = { name: '', label: '', description: null, language: 'ts', code: example, blocks: null, role: 'administrator', enabled: true }

export default function FunctionScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useText()
  const query = useQuery({ ...functionQuery(id), enabled: id !== 'new' })
  if (id === 'new') return <FunctionPage key="new" />
  if (query.isPending) return <SettingsPage title={t(s.functions)}><SkeletonRows rows={8} height={44} columns={3} /></SettingsPage>
  if (query.error instanceof ApiError && [404, 422].includes(query.error.status)) return <MissingScreen />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <FunctionPage key={query.data.id} saved={query.data} />
}

function draftOf({ name, label, description, language, code, blocks, role, enabled }: FunctionInfo): Draft {
  return { name, label, description, language, code, blocks: blocks as Block[] | null, role, enabled }
}

function FunctionPage({ saved }: { saved?: FunctionInfo }) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const [tab, setTab] = useState<'work' | 'runs'>('work')
  const [changed, setChanged] = useState<Draft | null>(saved ? null : blankDraft)
  const draft = changed ?? draftOf(saved!)
  const save = useMutation({
    mutationFn: () => {
      const { name, code, blocks, ...rest } = draft
      const body = { ...rest, description: rest.description?.trim() || null, ...blocks ? { blocks } : { code, blocks: null } }
      return saved ? api.patch('/functions/{id}', { path: { id: saved.id }, body }) : api.post('/functions', { body: { name, ...body } })
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: functionKeys.all })
      toast({ text: t(texts.saved) })
      if (saved) setChanged(null)
    },
  })
  const made = saved ? undefined : save.data?.id
  useEffect(() => {
    if (made) router.history.replace(`/settings/functions/${made}`)
  }, [made, router])
  const discard = () => {
    save.reset()
    if (saved) setChanged(null)
    else router.history.push('/settings/functions')
  }
  const isChanged = !made && changed !== null && JSON.stringify(changed) !== JSON.stringify(saved ? draftOf(saved) : blankDraft)
  return (
    <SettingsPage title={saved?.label ?? t(f.newFunction)} back={{ to: '/settings/functions', label: t(s.functions) }} actions={saved && <FunctionMenu saved={saved} />}>
      {saved && <div style={{ marginBottom: 18 }}><Tabs label={t(f.parts)} value={tab} onChange={setTab} tabs={[{ value: 'work', label: t(f.work) }, { value: 'runs', label: t(f.runs) }]} /></div>}
      {tab === 'runs' && saved ? <RunList id={saved.id} /> : (
        <>
          <AboutForm draft={draft} onChange={setChanged} error={save.error} fresh={!saved} />
          <WorkForm draft={draft} onChange={setChanged} error={save.error} />
          <Section title={t(f.test)} help={t(saved ? f.testHelp : f.saveFirst)}>{saved && <TestPanel id={saved.id} draft={draft} />}</Section>
        </>
      )}
      <SaveBar changed={isChanged} busy={save.isPending} error={save.error} onSave={() => save.mutate()} onDiscard={discard} />
    </SettingsPage>
  )
}

function AboutForm({ draft, onChange, error, fresh }: { draft: Draft; onChange: (draft: Draft) => void; error: unknown; fresh: boolean }) {
  const t = useText()
  const roles = useRoleOptions()
  return (
    <Section>
      <FormGrid>
        <FormGrid columns={2}>
          <TextInput required label={t(f.label)} value={draft.label} onChange={(label) => onChange({ ...draft, label })} error={faultOf(error, 'label')} />
          <TextInput required={fresh} label={t(f.name)} help={t(f.nameHelp)} placeholder="sendGreeting" value={draft.name} disabled={!fresh} onChange={(name) => onChange({ ...draft, name })} spellCheck={false} autoCapitalize="none" error={faultOf(error, 'name')} />
        </FormGrid>
        <TextInput optional label={t(f.description)} value={draft.description ?? ''} onChange={(description) => onChange({ ...draft, description })} error={faultOf(error, 'description')} />
        <Select label={t(f.role)} help={t(f.roleHelp)} value={draft.role} options={roles} onChange={(role) => onChange({ ...draft, role })} error={faultOf(error, 'role')} />
        <Switch label={t(f.enabled)} checked={draft.enabled} onChange={(enabled) => onChange({ ...draft, enabled })} />
      </FormGrid>
    </Section>
  )
}

function FunctionMenu({ saved }: { saved: FunctionInfo }) {
  const t = useText()
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => api.delete('/functions/{id}', { path: { id: saved.id } }),
    onSuccess: async () => {
      router.history.push('/settings/functions')
      await queryClient.invalidateQueries({ queryKey: functionKeys.all })
    },
  })
  return (
    <>
      <Menu align="end" trigger={<Button>{t(texts.more)}</Button>} items={[{ label: t(f.remove), icon: <Trash2 size={16} />, danger: true, onSelect: () => setAsking(true) }]} />
      <Confirm open={asking} title={t(f.removeTitle, { name: saved.label })} body={t(f.removeBody)} action={t(f.remove)} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={() => setAsking(false)} />
    </>
  )
}
