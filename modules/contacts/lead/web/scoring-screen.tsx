// Settings: the rules that score leads, in order, with what they would change before they are saved.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Gauge, Plus } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient, type Body } from '../../../../web/api.ts'
import { FieldToolsProvider, useFieldTools } from '../../../../web/records/field-tools.tsx'
import { filterFields } from '../../../../web/records/filter/filter-fields.ts'
import { readFilter } from '../../../../web/records/filter/filter-model.ts'
import { itemWords } from '../../../../web/records/filter/filter-words.ts'
import { ListRow } from '../../../../web/settings/list.tsx'
import { SaveBar } from '../../../../web/settings/save-bar.tsx'
import { SettingsPage } from '../../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../../web/settings/texts.ts'
import { v } from '../../../../web/theme.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Card } from '../../../../web/ui/page.tsx'
import { moveItem, SortableRow } from '../../../../web/ui/sortable.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../../web/ui/states.tsx'
import { useToast } from '../../../../web/ui/toast.tsx'
import { Switch } from '../../../../web/ui/toggle.tsx'
import { ScoringPreview } from './scoring-preview.tsx'
import { RuleSheet } from './scoring-sheet.tsx'
import { scoringTexts as texts } from './scoring-texts.ts'

export type Rule = Body<'PUT /lead-scoring'>['rules'][number]

const key = ['lead-scoring']

export default function ScoringScreen() {
  return <FieldToolsProvider><Scoring /></FieldToolsProvider>
}

function Scoring() {
  const { t } = useFieldTools()
  const query = useQuery({ queryKey: key, queryFn: () => api.get('/lead-scoring'), refetchInterval: (it) => (it.state.data?.progress?.state === 'running' ? 1000 : false) })
  const progress = query.data?.progress
  return (
    <SettingsPage title={t(s.leadScoring)} help={t(s.leadScoringHelp)}>
      {query.isPending && <SkeletonRows rows={4} height={54} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {progress?.state === 'running' && <p role="status" style={{ margin: '0 0 12px', color: v.secondary }}>{t(texts.running, { done: progress.done, total: progress.total })}</p>}
      {query.data && <Rules key={JSON.stringify(query.data.rules)} saved={query.data.rules} />}
    </SettingsPage>
  )
}

function Rules({ saved }: { saved: Rule[] }) {
  const { t } = useFieldTools()
  const toast = useToast()
  const [rules, setRules] = useState(saved)
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const changed = JSON.stringify(rules) !== JSON.stringify(saved)
  const preview = useQuery({ queryKey: [...key, 'preview', rules], enabled: rules.length > 0 || changed, placeholderData: keepPreviousData, queryFn: ({ signal }) => api.post('/lead-scoring/preview', { body: { rules }, signal }) })
  const save = useMutation({
    mutationFn: () => api.put('/lead-scoring', { body: { rules } }),
    onSuccess: (answer) => {
      toast({ text: t(texts.saved) })
      queryClient.setQueryData(key, { ...answer, progress: { state: 'running', done: 0, total: 0 } })
    },
  })
  const put = (rule: Rule | null) => {
    setRules(open === 'new' ? [...rules, ...rule ? [rule] : []] : rules.flatMap((one, at) => (at === open ? rule ?? [] : one)))
    setOpen(null)
  }
  const add = <Button variant={rules.length ? 'secondary' : 'primary'} icon={<Plus size={17} />} onClick={() => setOpen('new')}>{t(texts.newRule)}</Button>
  return (
    <>
      {rules.length === 0 ? <EmptyState icon={<Gauge size={20} />} title={t(texts.emptyTitle)} body={t(texts.emptyBody)} action={add} /> : (
        <>
          <Card>
            {rules.map((rule, at) => (
              <RuleRow
                key={at} rule={rule} at={at} count={rules.length} touched={preview.data?.touched[at]} onOpen={() => setOpen(at)}
                onMove={(from, to) => setRules(moveItem(rules, from, to))} onSwitch={(enabled) => setRules(rules.map((one, place) => (place === at ? { ...one, enabled } : one)))}
              />
            ))}
          </Card>
          <div style={{ padding: '12px 0 24px' }}>{add}</div>
        </>
      )}
      {preview.data && (changed || rules.length > 0) && <ScoringPreview preview={preview.data} />}
      <SaveBar changed={changed} busy={save.isPending} error={save.error ?? (changed ? preview.error : null)} onSave={() => save.mutate()} onDiscard={() => setRules(saved)} />
      {open !== null && <RuleSheet key={open} rule={open === 'new' ? null : rules[open]} onDone={put} onClose={() => setOpen(null)} />}
    </>
  )
}

type RowProps = { rule: Rule; at: number; count: number; touched: number | undefined; onOpen: () => void; onMove: (from: number, to: number) => void; onSwitch: (on: boolean) => void }

function RuleRow({ rule, at, count, touched, onOpen, onMove, onSwitch }: RowProps) {
  const tools = useFieldTools()
  const { t } = tools
  const name = t(rule.label)
  const on = rule.enabled !== false
  const lead = tools.objectOf('lead')
  const words = lead ? itemWords(readFilter(rule.filter), filterFields(lead, tools), tools) : ''
  return (
    <div style={{ borderTop: at ? `1px solid ${v.line}` : 0 }}>
      <SortableRow list="lead-scoring" index={at} count={count} onMove={onMove} label={t(texts.move, { name })}>
        <div style={{ flex: 1, minWidth: 0 }}>
          <ListRow
            title={<span style={on ? undefined : { color: v.secondary }}>{name}</span>} detail={[words, touched !== undefined && t(texts.touches, { count: touched })].filter(Boolean).join(' · ')} onClick={onOpen} chevron={false}
            end={<span className="tabular" style={{ fontWeight: 600, color: !on ? v.secondary : rule.points < 0 ? v.bad : v.text }}>{signed(rule.points)}</span>}
          />
        </div>
        <div style={{ padding: '0 12px 0 4px' }}><Switch checked={on} onChange={onSwitch} name={t(texts.on, { name })} /></div>
      </SortableRow>
    </div>
  )
}

export const signed = (points: number) => (points < 0 ? `−${-points}` : `+${points}`)
