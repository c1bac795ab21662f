// Settings: one team: name, place in the tree, manager, members.
import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, useMembers } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox, type ComboOption } from '../../ui/combobox.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Avatar } from '../../ui/label.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, freeName, type Labels } from '../labels.ts'
import { useBranchOptions, type Team } from './queries.ts'
import { memberTexts as m } from './texts.ts'

type Draft = { label: Labels; parent: string | null; manager: string | null; branch: string | null; members: string[] }

const refresh = () => Promise.all([queryClient.invalidateQueries({ queryKey: ['teams'] }), queryClient.invalidateQueries({ queryKey: keys.members })])

export function TeamSheet({ team, teams, onClose }: { team: Team | null; teams: Team[]; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const people: ComboOption[] = useMembers().filter((member) => member.kind === 'person' && (member.active || team?.members.includes(member.id)))
    .map((member) => ({ value: member.id, label: member.name, hint: member.email ?? undefined, icon: <Avatar name={member.name} size={20} /> }))
  const [draft, setDraft] = useState<Draft>(() => ({ label: (team?.label as Labels | undefined) ?? {}, parent: team?.parent ?? null, manager: team?.manager ?? null, branch: team?.branch ?? null, members: team?.members ?? [] }))
  const branches = useBranchOptions()
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const label = cleanLabels(draft.label)
  const save = useMutation({
    mutationFn: () => {
      const body = { ...draft, label }
      if (team) return api.patch('/teams/{team}', { path: { team: team.id }, body })
      return api.post('/teams', { body: { ...body, name: freeName(Object.values(label)[0]!, 'team', teams) } })
    },
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await refresh()
    },
  })
  const submit = () => {
    setTried(true)
    if (Object.keys(label).length) save.mutate()
  }
  const parents = teams.filter((one) => !isWithin(one, team, teams)).map((one) => ({ value: one.id, label: t(one.label) || one.name }))
  const pick = (id: string | null) => people.find((one) => one.value === id) ?? null
  const nameFault = tried && !Object.keys(label).length ? t(c.needed) : faultOf(save.error, 'label', 'name')
  return (
    <Sheet
      open onClose={onClose} title={t(team ? m.editTeam : m.newTeam)} width={440} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(team ? texts.save : texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput label={t(m.teamName)} value={draft.label} onChange={(next) => set({ label: next })} error={nameFault} autoFocus={!team} />
        <Select label={t(m.parent)} help={t(m.parentHelp)} value={draft.parent ?? 'none'} onChange={(parent) => set({ parent: parent === 'none' ? null : parent })} options={[{ value: 'none', label: t(m.noParent) }, ...parents]} error={faultOf(save.error, 'parent')} />
        <Combobox label={t(m.manager)} options={people} placeholder={t(m.noManager)} value={pick(draft.manager)} onChange={(one) => set({ manager: one?.value ?? null })} error={faultOf(save.error, 'manager')} />
        {branches.length > 0 && <Select label={t(m.branch)} value={draft.branch ?? 'none'} onChange={(branch) => set({ branch: branch === 'none' ? null : branch })} options={[{ value: 'none', label: t(m.noBranch) }, ...branches]} error={faultOf(save.error, 'branch')} />}
        <Combobox
          multiple label={t(m.teamMembers)} help={t(m.teamMembersHelp)} options={people} value={draft.members.map(pick).filter((one) => one !== null)}
          onChange={(chosen) => set({ members: chosen.map((one) => one.value) })}
        />
        {save.error && !faultOf(save.error, 'label', 'name', 'parent', 'manager', 'branch') && <FormError error={save.error} />}
        {team && <RemoveTeam team={team} onGone={onClose} />}
      </FormGrid>
    </Sheet>
  )
}

/** True for the team itself and for all below it: it cannot lie within those. */
function isWithin(one: Team, team: Team | null, teams: Team[]): boolean {
  if (!team) return false
  for (let at: Team | undefined = one; at; at = teams.find((other) => other.id === at!.parent)) if (at.id === team.id) return true
  return false
}

function RemoveTeam({ team, onGone }: { team: Team; onGone: () => void }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => api.delete('/teams/{team}', { path: { team: team.id } }),
    onSuccess: async () => {
      onGone()
      await refresh()
    },
  })
  return (
    <div style={{ marginTop: 8 }}>
      <Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => setAsking(true)}>{t(m.removeTeam)}</Button>
      <Confirm
        open={asking} title={t(m.removeTeamTitle, { name: t(team.label) || team.name })} body={t(m.removeTeamBody)} action={t(m.removeTeam)} busy={remove.isPending}
        error={remove.error} onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
      />
    </div>
  )
}
