// The chat's screens: a new channel.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { texts } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { RadioCards } from '../../../web/ui/toggle.tsx'
import { chatKeys } from './chat-data.ts'
import { PeopleInput } from './people-input.tsx'
import { chatWords as w } from './texts.ts'

export function NewChannel({ onClose }: { onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [topic, setTopic] = useState('')
  const [kind, setKind] = useState<'public' | 'private'>('public')
  const [members, setMembers] = useState<string[]>([])
  const create = useMutation({
    mutationFn: () => api.post('/chat/channels', { body: { name, topic, kind, ...members.length ? { members } : {} } }),
    onSuccess: async (channel) => {
      await client.invalidateQueries({ queryKey: chatKeys.channels })
      onClose()
      void navigate({ to: '/chat/$channel', params: { channel: channel.id } })
    },
  })
  return (
    <Dialog
      open onClose={onClose} title={t(w.newChannel)} width={480} onSubmit={() => name.trim() && create.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" disabled={!name.trim()} loading={create.isPending}>{t(texts.create)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus required label={t(w.name)} value={name} onChange={setName} maxLength={80} error={faultOf(create.error, 'name')} />
        <TextInput optional label={t(w.topic)} help={t(w.topicHelp)} value={topic} onChange={setTopic} maxLength={500} />
        <RadioCards label={t(w.kind)} value={kind} onChange={setKind} options={[{ value: 'public', label: t(w.public), help: t(w.publicHelp) }, { value: 'private', label: t(w.private), help: t(w.privateHelp) }]} />
        <PeopleInput optional label={t(w.addMembers)} value={members} onChange={setMembers} />
        {create.error && !faultOf(create.error, 'name') && <FormError error={create.error} />}
      </FormGrid>
    </Dialog>
  )
}
