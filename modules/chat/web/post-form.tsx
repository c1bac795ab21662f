// The chat's part in the editor of workflows: where a notice is posted, under which name, and what it says.
import { useQuery } from '@tanstack/react-query'
import { Hash, Lock, UserRound, Users } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { rolesQuery } from '../../../web/settings/members/queries.ts'
import { Combobox, type ComboOption } from '../../../web/ui/combobox.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import type { FormProps } from '../../workflow/web/step-form.tsx'
import { TemplateInput } from '../../workflow/web/template-input.tsx'
import { channelsQuery } from './chat-data.ts'
import { chatWords as w } from './texts.ts'

export function PostForm({ step, onChange, path, error, draft, earlier, loops }: FormProps) {
  const t = useText()
  const place = { draft, earlier, loops }
  const link = String(step.link ?? (draft.object ? 'record' : ''))
  const known = [draft.object ? { value: 'record', label: t(w.thisRecord) } : { value: '', label: '–' }]
  const options = known.some((option) => option.value === link) ? known : [...known, { value: link, label: t(w.otherAddress, { address: link }) }]
  return (
    <FormGrid>
      <FormGrid columns={2}>
        <TargetInput value={String(step.channel ?? '')} withOwner={Boolean(draft.object)} onChange={(channel) => onChange({ ...step, channel })} error={faultOf(error, `${path}.channel`)} />
        <TextInput optional label={t(w.postAs)} placeholder="Hubung" value={String(step.as ?? '')} onChange={(as) => onChange({ ...step, as: as || undefined })} error={faultOf(error, `${path}.as`)} />
      </FormGrid>
      <TemplateInput {...place} required multiline label={t(w.postText)} value={step.text} onChange={(text) => onChange({ ...step, text })} error={faultOf(error, `${path}.text`)} />
      <FormGrid columns={2}>
        <Select label={t(w.postLink)} value={link} options={options} onChange={(next) => onChange({ ...step, link: next || undefined })} error={faultOf(error, `${path}.link`)} />
        <TemplateInput {...place} optional label={t(w.postThread)} help={t(w.postThreadHelp)} value={step.thread} onChange={(thread) => onChange({ ...step, thread: thread || undefined })} error={faultOf(error, `${path}.thread`)} />
      </FormGrid>
    </FormGrid>
  )
}

const owner = '{{ record.owner.id }}'

/** A channel (a private one by its id), a member, a role, or what a template says. */
function TargetInput({ value, onChange, error, withOwner }: { value: string; onChange: (value: string) => void; error?: string; withOwner: boolean }) {
  const t = useText()
  const channels = useQuery(channelsQuery(true)).data ?? []
  const roles = useQuery(rolesQuery).data ?? []
  const people = useMembers().filter((member) => member.kind === 'person' && member.active)
  const options: ComboOption[] = [
    ...channels.filter((channel) => channel.kind !== 'direct').map((channel) => ({ value: channel.kind === 'public' ? channel.name! : channel.id, label: channel.name!, icon: channel.kind === 'public' ? <Hash size={16} /> : <Lock size={16} /> })),
    ...(withOwner ? [{ value: owner, label: t(w.recordOwner), icon: <UserRound size={16} /> }] : []),
    ...people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={18} /> })),
    ...roles.map((role) => ({ value: `role:${role.name}`, label: t(role.label) || role.name, icon: <Users size={16} /> })),
  ]
  const chosen = value ? options.find((option) => option.value === value || option.value.toLowerCase() === value.replace(/^#/, '').toLowerCase()) ?? { value, label: value } : null
  return <Combobox required label={t(w.postTo)} options={options} value={chosen} onChange={(option) => onChange(option?.value ?? '')} onCreate={onChange} createLabel={(text) => text} error={error} />
}
