// Settings: the workflows, each in plain words, switched on and off in its row.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { Plus, Workflow as WorkflowIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useOptimistic } from '../../../web/queries.ts'
import { FieldToolsProvider } from '../../../web/records/field-tools.tsx'
import { ListRow } from '../../../web/settings/list.tsx'
import { QueryRows } from '../../../web/settings/query-rows.tsx'
import { SettingsPage } from '../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../web/settings/texts.ts'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { useErrorText } from '../../../web/ui/states.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Switch } from '../../../web/ui/toggle.tsx'
import { workflowKeys, workflowsQuery, type Workflow } from './queries.ts'
import { conditionWords } from '../summary/condition-words.ts'
import { say as read, within } from '../summary/lexicon.ts'
import { triggerTexts } from '../summary/summary-texts.ts'
import { triggerLine } from '../summary/summary.ts'
import { EffectsPanel } from './effects-panel.tsx'
import { speechOf, spoken, useLexicon } from './lexicon.ts'
import { overviewTexts as o } from './overview-texts.ts'
import { RunList } from './run-list.tsx'
import { UpcomingCalendar } from './upcoming-calendar.tsx'
import { workflowTexts as w } from './texts.ts'

const Line = styled('div')({ display: 'flex', alignItems: 'center', borderTop: `1px solid ${v.line}`, '&:first-of-type': { borderTop: 0 } })

type Part = 'all' | 'runs' | 'upcoming' | 'effects'

export default function WorkflowsScreen() {
  const t = useText()
  const router = useRouter()
  const { tab = 'all' } = useSearch({ strict: false }) as { tab?: Part }
  const add = <Button variant="primary" icon={<Plus size={17} />} component={Link} to="/settings/workflows/new">{t(w.newWorkflow)}</Button>
  return (
    <SettingsPage title={t(s.workflows)} help={t(s.workflowsHelp)} actions={add} width={tab === 'all' ? undefined : 1100}>
      <div style={{ marginBottom: 16, borderBottom: `1px solid ${v.line}` }}>
        <Tabs
          label={t(o.parts)} value={tab} onChange={(part) => router.history.push(`/settings/workflows${part === 'all' ? '' : `?tab=${part}`}`)}
          tabs={[{ value: 'all', label: t(o.all) }, { value: 'runs', label: t(o.runs) }, { value: 'upcoming', label: t(o.upcoming) }, { value: 'effects', label: t(o.effects) }]}
        />
      </div>
      {tab === 'runs' && <FieldToolsProvider><RunList /></FieldToolsProvider>}
      {tab === 'upcoming' && <FieldToolsProvider><UpcomingCalendar /></FieldToolsProvider>}
      {tab === 'effects' && <EffectsPanel />}
      {tab === 'all' && <WorkflowList add={add} />}
    </SettingsPage>
  )
}

function WorkflowList({ add }: { add: ReactElement }) {
  const t = useText()
  const query = useQuery(workflowsQuery)
  return (
    <FieldToolsProvider>
      <QueryRows
        query={query} items={query.data} skeletons={4} empty={{ icon: <WorkflowIcon size={20} />, title: t(w.empty), body: t(w.emptyBody), action: add }}
        renderRow={(workflow) => <Line key={workflow.id}><WorkflowRow workflow={workflow} /></Line>}
      />
    </FieldToolsProvider>
  )
}

function WorkflowRow({ workflow }: { workflow: Workflow }) {
  const t = useText()
  const lexicon = useLexicon()
  const speech = speechOf(lexicon, workflow)
  const condition = conditionWords(speech, workflow.condition)
  const words = [triggerLine(speech, spoken(workflow).trigger), ...condition ? [within(read(lexicon, triggerTexts.only, { condition }))] : []].join(', ')
  const toast = useToast()
  const say = useErrorText()
  const turn = useOptimistic<boolean, Workflow[], Workflow>({
    key: workflowKeys.all,
    run: (enabled) => api.patch('/workflows/{id}', { path: { id: workflow.id }, body: { enabled } }),
    apply: (list, enabled) => list.map((one) => (one.id === workflow.id ? { ...one, enabled } : one)),
    onRefused: (error) => toast({ text: say(error), tone: 'bad' }),
  })
  const title = <>{workflow.name}{workflow.faults.length > 0 && <Label colour="red">{t(w.broken)}</Label>}</>
  return (
    <>
      <div style={{ flex: 1, minWidth: 0 }}>
        <ListRow
          icon={<WorkflowIcon size={19} strokeWidth={1.75} />} title={title} to={`/settings/workflows/${workflow.id}`}
          detail={`${words} · ${t(w.stepCount, { count: workflow.steps.length })}`} chevron={false}
        />
      </div>
      <div style={{ padding: '0 16px 0 8px' }}><Switch name={t(w.switchedOn, { name: workflow.name })} checked={workflow.enabled} onChange={(enabled) => turn.mutate(enabled)} /></div>
    </>
  )
}
