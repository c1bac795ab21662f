// The chat's screens: a conversation with a colleague, or a few.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { texts } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { FormError } from '../../../web/ui/states.tsx'
import { chatKeys } from './chat-data.ts'
import { PeopleInput } from './people-input.tsx'
import { chatWords as w } from './texts.ts'

const most = 9

export function NewDirect({ onClose }: { onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [members, setMembers] = useState<string[]>([])
  const begin = useMutation({
    mutationFn: () => api.post('/chat/direct', { body: { members } }),
    onSuccess: async (channel) => {
      await client.invalidateQueries({ queryKey: chatKeys.channels })
      onClose()
      void navigate({ to: '/chat/$channel', params: { channel: channel.id } })
    },
  })
  const ready = members.length > 0 && members.length <= most
  return (
    <Dialog
      open onClose={onClose} title={t(w.newDirect)} width={440} onSubmit={() => ready && begin.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" disabled={!ready} loading={begin.isPending}>{t(w.begin)}</Button></>}
    >
      <FormGrid>
        <PeopleInput autoFocus label={t(w.with)} help={t(w.withHelp)} value={members} onChange={setMembers} />
        <FormError error={begin.error} />
      </FormGrid>
    </Dialog>
  )
}
