// Settings: one member: name, role, team, whether they may sign in; resending an invitation, removing.
import { useMutation } from '@tanstack/react-query'
import { MailPlus, UserMinus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, useMembers, useSession, type Member } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox, type ComboOption } from '../../ui/combobox.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Avatar } from '../../ui/label.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError, useErrorText } from '../../ui/states.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { AbsenceForm } from './absence-form.tsx'
import { useBranchOptions, useRoleOptions, useTeamOptions } from './queries.ts'
import { memberTexts as m } from './texts.ts'

const refresh = () => Promise.all([queryClient.invalidateQueries({ queryKey: keys.members }), queryClient.invalidateQueries({ queryKey: ['teams'] })])

export function MemberSheet({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const [kept, setKept] = useState(member)
  useEffect(() => {
    if (member) setKept(member)
  }, [member])
  return kept ? <MemberForm key={kept.id} member={kept} open={member !== null} onClose={onClose} /> : null
}

function MemberForm({ member, open, onClose }: { member: Member; open: boolean; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const roles = useRoleOptions()
  const teams = useTeamOptions()
  const branches = useBranchOptions()
  const people: ComboOption[] = useMembers().filter((one) => one.kind === 'person' && one.id !== member.id && (one.active || one.id === member.manager))
    .map((one) => ({ value: one.id, label: one.name, hint: one.email ?? undefined, icon: <Avatar name={one.name} size={20} /> }))
  const own = useSession()?.member.id === member.id
  const [change, setChange] = useState<Partial<Member>>({})
  useEffect(() => {
    if (!open) setChange({})
  }, [open])
  const draft = { ...member, ...change }
  const set = (next: Partial<Member>) => setChange((now) => ({ ...now, ...next }))
  const save = useMutation({
    mutationFn: () => api.patch('/members/{id}', { path: { id: member.id }, body: change }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await refresh()
    },
  })
  const changed = Object.keys(change).length > 0
  const actions = <><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" disabled={!changed} loading={save.isPending}>{t(texts.save)}</Button></>
  return (
    <Sheet open={open} onClose={onClose} title={member.name} subtitle={member.email} width={420} onSubmit={() => save.mutate()} actions={actions}>
      <FormGrid>
        <TextInput label={t(m.name)} value={draft.name} onChange={(name) => set({ name })} error={faultOf(save.error, 'name')} />
        <Select label={t(m.role)} value={draft.role} onChange={(role) => set({ role })} options={roles} error={faultOf(save.error, 'role')} />
        <Select label={t(m.team)} value={draft.team ?? 'none'} onChange={(team) => set({ team: team === 'none' ? null : team })} options={[{ value: 'none', label: t(m.noTeam) }, ...teams]} error={faultOf(save.error, 'team')} />
        {branches.length > 0 && <Select label={t(m.branch)} value={draft.branch ?? 'none'} onChange={(branch) => set({ branch: branch === 'none' ? null : branch })} options={[{ value: 'none', label: t(m.teamsBranch) }, ...branches]} error={faultOf(save.error, 'branch')} />}
        <Combobox label={t(m.reportsTo)} help={t(m.reportsToHelp)} options={people} placeholder={t(m.nobody)} value={people.find((one) => one.value === draft.manager) ?? null} onChange={(one) => set({ manager: one?.value ?? null })} error={faultOf(save.error, 'manager')} />
        {member.kind === 'person' && <AbsenceForm member={member} />}
        {!own && <Switch checked={draft.active} onChange={(active) => set({ active })} label={t(m.active)} help={t(m.activeHelp)} />}
        {save.error && !faultOf(save.error, 'name', 'role', 'team', 'branch', 'manager') && <FormError error={save.error} />}
        <MemberActions member={member} own={own} onGone={onClose} />
      </FormGrid>
    </Sheet>
  )
}

function MemberActions({ member, own, onGone }: { member: Member; own: boolean; onGone: () => void }) {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const [asking, setAsking] = useState(false)
  const resend = useMutation({
    mutationFn: () => api.post('/members/{id}/invitations', { path: { id: member.id } }),
    onSuccess: () => toast({ text: t(m.invitationSent, { email: member.email }) }),
    onError: (error) => toast({ text: say(error), tone: 'bad' }),
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/members/{id}', { path: { id: member.id } }),
    onSuccess: async () => {
      setAsking(false)
      onGone()
      toast({ text: t(m.removed, { name: member.name }) })
      await refresh()
    },
  })
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 8 }}>
      {member.invited && member.active && <Button icon={<MailPlus size={16} />} loading={resend.isPending} onClick={() => resend.mutate()}>{t(m.resend)}</Button>}
      {!own && <Button variant="ghost" icon={<UserMinus size={16} />} onClick={() => setAsking(true)}>{t(m.remove)}</Button>}
      <Confirm
        open={asking} title={t(m.removeTitle, { name: member.name })} body={t(m.removeBody)} action={t(m.remove)} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
      />
    </div>
  )
}
