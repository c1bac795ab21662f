// Sales, goals: a goal is made and changed in a sheet.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { DateInput } from '../../../../kernel/field/types/date/date.tsx'
import { api, queryClient, type Body } from '../../../../web/api.ts'
import { useText } from '../../../../web/i18n.tsx'
import { useMembers } from '../../../../web/queries.ts'
import { parseNumber } from '../../../../web/records/parse-input.ts'
import { texts } from '../../../../web/texts.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Sheet } from '../../../../web/ui/dialog.tsx'
import { TextInput } from '../../../../web/ui/field.tsx'
import { FormGrid } from '../../../../web/ui/page.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { faultOf, FormError } from '../../../../web/ui/states.tsx'
import { useToast } from '../../../../web/ui/toast.tsx'
import { useFormat } from '../../../../web/use-format.ts'
import { teamsQuery } from '../../web/group-label.ts'
import { salesKey } from '../../web/reports.tsx'
import type { Goal } from './goals.tsx'
import { goalTexts as g } from './texts.ts'

const metrics = ['wonAmount', 'wonCount', 'winRate', 'medianCycleDays', 'activitiesDone', 'leadConversion', 'crossSellShare'] as const
const scopes = ['all', 'team', 'member'] as const
type Draft = Pick<Goal, 'name' | 'metric' | 'scope' | 'team' | 'member' | 'from' | 'to'> & { currency: string; baseline: string; target: string }
type Filled = Omit<Draft, 'baseline' | 'target'> & { baseline: number; target: number }

export function GoalSheet({ goal, onClose }: { goal: Goal | null; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const year = format.today().slice(0, 4)
  const [draft, setDraft] = useState<Draft>(() => goal
    ? { ...goal, currency: goal.currency ?? format.region.currency, baseline: format.number(goal.baseline), target: format.number(goal.target) }
    : { name: '', metric: 'wonAmount', scope: 'all', team: null, member: null, currency: format.region.currency, baseline: '0', target: '', from: `${year}-01-01`, to: `${year}-12-31` })
  const [tried, setTried] = useState(false)
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))
  const members = useMembers().filter((member) => member.kind === 'person')
  const teams = useQuery(teamsQuery).data ?? []
  const read = (text: string) => Number(parseNumber(text, format.region) ?? Number.NaN)
  const [baseline, target] = [read(draft.baseline), read(draft.target)]
  const { save, remove } = useGoalWrites(goal, onClose)
  const fault = (path: string, missing: boolean) => (tried && missing && t(g.numberNeeded)) || faultOf(save.error, path)
  const submit = () => {
    setTried(true)
    if (!Number.isNaN(baseline) && !Number.isNaN(target)) save.mutate({ ...draft, baseline, target })
  }
  return (
    <Sheet
      open onClose={onClose} title={t(goal ? g.editGoal : g.newGoal)} width={480} onSubmit={submit}
      actions={(
        <>
          {goal && <Button variant="ghost" icon={<Trash2 size={16} />} loading={remove.isPending} onClick={() => remove.mutate()} style={{ marginRight: 'auto' }}>{t(g.remove)}</Button>}
          <Button onClick={onClose}>{t(texts.cancel)}</Button>
          <Button type="submit" variant="primary" loading={save.isPending}>{t(goal ? texts.save : texts.create)}</Button>
        </>
      )}
    >
      <FormGrid>
        <TextInput autoFocus={!goal} required label={t(g.name)} value={draft.name} maxLength={120} onChange={(name) => change({ name })} error={faultOf(save.error, 'name')} />
        <Select label={t(g.metric)} value={draft.metric} onChange={(metric) => change({ metric })} options={metrics.map((value) => ({ value, label: t(g[value]) }))} />
        <Select label={t(g.scope)} value={draft.scope} onChange={(scope) => change({ scope })} options={scopes.map((value) => ({ value, label: t(g[value]) }))} />
        {draft.scope === 'team' && <Select label={t(g.whichTeam)} value={draft.team ?? ''} onChange={(team) => change({ team })} options={teams.map((team) => ({ value: team.id, label: t(team.label) || team.name }))} error={faultOf(save.error, 'team')} />}
        {draft.scope === 'member' && <Select label={t(g.whichMember)} value={draft.member ?? ''} onChange={(member) => change({ member })} options={members.map((member) => ({ value: member.id, label: member.name }))} error={faultOf(save.error, 'member')} />}
        {draft.metric === 'wonAmount' && <TextInput label={t(g.currency)} value={draft.currency} maxLength={3} onChange={(currency) => change({ currency: currency.toUpperCase() })} error={faultOf(save.error, 'currency')} />}
        <TextInput required inputMode="decimal" label={t(g.baseline)} value={draft.baseline} onChange={(value) => change({ baseline: value })} error={fault('baseline', Number.isNaN(baseline))} />
        <TextInput required inputMode="decimal" label={t(g.target)} help={t(g.lowerHelp)} value={draft.target} onChange={(value) => change({ target: value })} error={fault('target', Number.isNaN(target))} />
        <DateInput label={t(g.from)} value={draft.from} onChange={(from) => from && change({ from })} error={faultOf(save.error, 'from')} />
        <DateInput label={t(g.to)} value={draft.to} onChange={(to) => to && change({ to })} error={faultOf(save.error, 'to')} />
        <FormError error={save.error ?? remove.error} />
      </FormGrid>
    </Sheet>
  )
}

function useGoalWrites(goal: Goal | null, onClose: () => void) {
  const t = useText()
  const toast = useToast()
  const refresh = () => queryClient.invalidateQueries({ queryKey: salesKey('goals') })
  const save = useMutation({
    mutationFn: ({ name, metric, scope, team, member, from, to, currency, baseline, target }: Filled) => {
      const body: Body<'POST /goals'> = { name: name.trim(), metric, scope, team: scope === 'team' ? team : null, member: scope === 'member' ? member : null, currency: metric === 'wonAmount' ? currency : null, baseline, target, from, to }
      return goal ? api.patch('/goals/{id}', { path: { id: goal.id }, body }) : api.post('/goals', { body })
    },
    onSuccess: async () => { onClose(); toast({ text: t(texts.saved) }); await refresh() },
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/goals/{id}', { path: { id: goal!.id } }),
    onSuccess: async () => {
      onClose()
      const { id: _, current: _c, progress: _p, object: _o, filter: _f, editable: _e, ...body } = goal!
      toast({ text: t(g.removed), undo: () => void api.post('/goals', { body }).then(refresh) })
      await refresh()
    },
  })
  return { save, remove }
}
