// Settings: inviting a colleague by mail.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type Member } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { useRoleOptions, useTeamOptions } from './queries.ts'
import { memberTexts as m } from './texts.ts'

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const roles = useRoleOptions()
  const teams = useTeamOptions()
  const [draft, setDraft] = useState({ name: '', email: '', role: 'sales', team: '' })
  const [tried, setTried] = useState(false)
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const invite = useMutation<Member, Error>({
    mutationFn: () => api.post('/members', { body: { ...draft, name: draft.name.trim(), email: draft.email.trim(), team: draft.team || null } }),
    onSuccess: async (member) => {
      onClose()
      toast({ text: t(m.invitationSent, { email: member.email }) })
      await queryClient.invalidateQueries({ queryKey: keys.members })
    },
  })
  const submit = () => {
    setTried(true)
    if (draft.name.trim() && draft.email.trim()) invite.mutate()
  }
  const missing = (value: string) => (tried && !value.trim() ? t(c.needed) : undefined)
  const placed = ['name', 'email', 'role', 'team'].some((path) => faultOf(invite.error, path))
  return (
    <Dialog
      open onClose={onClose} title={t(m.inviteTitle)} subtitle={t(m.inviteHelp)} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={invite.isPending}>{t(m.sendInvitation)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus label={t(m.name)} value={draft.name} onChange={(name) => set({ name })} autoComplete="off" error={missing(draft.name) ?? faultOf(invite.error, 'name')} />
        <TextInput label={t(m.email)} type="email" inputMode="email" value={draft.email} onChange={(email) => set({ email })} autoComplete="off" error={missing(draft.email) ?? faultOf(invite.error, 'email')} />
        <Select label={t(m.role)} value={roles.some((one) => one.value === draft.role) ? draft.role : (roles.at(-1)?.value ?? '')} onChange={(role) => set({ role })} options={roles} error={faultOf(invite.error, 'role')} />
        {teams.length > 0 && (
          <Select label={t(m.team)} value={draft.team || 'none'} onChange={(team) => set({ team: team === 'none' ? '' : team })} options={[{ value: 'none', label: t(m.noTeam) }, ...teams]} error={faultOf(invite.error, 'team')} />
        )}
        {!placed && <FormError error={invite.error} />}
      </FormGrid>
    </Dialog>
  )
}
