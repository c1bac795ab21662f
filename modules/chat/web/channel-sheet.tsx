// The chat's screens: about a channel: its name and topic, who is in it, whether one hears of it, its outside chat.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Archive, ArchiveRestore, LogOut, UserMinus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { texts } from '../../../web/texts.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { Switch } from '../../../web/ui/toggle.tsx'
import { v } from '../../../web/theme.ts'
import { channelMembersQuery } from './channel-members.ts'
import { useChannelName } from './channel-name.ts'
import { chatKeys, type Channel } from './chat-data.ts'
import { OutsidePart } from './outside-part.tsx'
import { PeopleInput } from './people-input.tsx'
import { chatWords as w } from './texts.ts'

export function ChannelSheet({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const t = useText()
  const session = useSession()
  const name = useChannelName()(channel)
  const isRoom = channel.kind !== 'direct'
  const change = useChange(channel)
  const path = { id: channel.id }
  const me = session?.member.id ?? ''
  return (
    <Sheet open onClose={onClose} title={isRoom ? `#${name}` : name} subtitle={t(channel.kind === 'public' ? w.public : w.private)} width={460}>
      <FormGrid>
        {isRoom && channel.mine && <NameForm channel={channel} />}
        {isRoom && !channel.mine && channel.topic && <p style={{ margin: 0 }}>{channel.topic}</p>}
        {channel.joined && <Switch checked={channel.muted} label={t(w.mute)} help={t(w.muteHelp)} onChange={(muted) => change.mutate(() => api.patch('/chat/channels/{id}/members/{member}', { path: { ...path, member: me }, body: { muted } }))} />}
        <People channel={channel} change={change.mutate} />
        {isRoom && session?.administrator && <OutsidePart channel={channel.id} />}
        {isRoom && <Ends channel={channel} change={change.mutate} onClose={onClose} />}
        <FormError error={change.error} />
      </FormGrid>
    </Sheet>
  )
}

type Change = (work: () => Promise<unknown>) => void

function useChange(channel: Channel) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => Promise.all([chatKeys.channel(channel.id), chatKeys.members(channel.id), chatKeys.channels, chatKeys.unread].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

function NameForm({ channel }: { channel: Channel }) {
  const t = useText()
  const change = useChange(channel)
  const [name, setName] = useState(channel.name ?? '')
  const [topic, setTopic] = useState(channel.topic)
  const differs = name.trim() !== channel.name || topic !== channel.topic
  const save = () => change.mutate(() => api.patch('/chat/channels/{id}', { path: { id: channel.id }, body: { name, topic } }))
  return (
    <>
      <TextInput label={t(w.name)} value={name} onChange={setName} maxLength={80} error={faultOf(change.error, 'name')} />
      <TextInput multiline rows={2} label={t(w.topic)} value={topic} onChange={(text) => setTopic(text.replaceAll('\n', ' '))} maxLength={500} />
      {differs && <div><Button size="small" variant="primary" loading={change.isPending} disabled={!name.trim()} onClick={save}>{t(texts.save)}</Button></div>}
    </>
  )
}

function People({ channel, change }: { channel: Channel; change: Change }) {
  const t = useText()
  const members = useMembers()
  const me = useSession()?.member.id
  const rows = useQuery(channelMembersQuery(channel.id)).data ?? []
  const inside = new Set(rows.map((row) => row.member))
  const named = rows.map((row) => ({ id: row.member, name: members.find((member) => member.id === row.member)?.name ?? '–' })).toSorted((one, other) => one.name.localeCompare(other.name))
  const add = (ids: string[]) => ids.length && change(() => api.post('/chat/channels/{id}/members', { path: { id: channel.id }, body: { members: ids } }))
  return (
    <section>
      <h3 style={{ margin: '4px 0 8px', fontSize: 13, fontWeight: 500 }}>{t(w.membersIn, { count: rows.length })}</h3>
      <ul style={{ margin: '0 0 10px', padding: 0, listStyle: 'none', maxHeight: 260, overflowY: 'auto' }} tabIndex={rows.length > 6 ? 0 : undefined}>
        {named.map(({ id, name }) => (
          <li key={id} style={{ display: 'flex', alignItems: 'center', gap: 10, minHeight: 36 }}>
            <Avatar name={name} size={24} /><span style={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{name}</span>
            {channel.mine && id !== me && <IconButton size="small" label={t(w.removeMember, { name })} onClick={() => change(() => api.delete('/chat/channels/{id}/members/{member}', { path: { id: channel.id, member: id } }))}><UserMinus size={16} color={v.muted} /></IconButton>}
          </li>
        ))}
      </ul>
      {channel.kind !== 'direct' && channel.joined && <PeopleInput label={t(w.addMembers)} value={[]} without={inside} onChange={add} />}
    </section>
  )
}

function Ends({ channel, change, onClose }: { channel: Channel; change: Change; onClose: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const me = useSession()?.member.id ?? ''
  const leave = () => change(async () => {
    await api.delete('/chat/channels/{id}/members/{member}', { path: { id: channel.id, member: me } })
    onClose()
    void navigate({ to: '/chat' })
  })
  const archive = () => change(() => api.patch('/chat/channels/{id}', { path: { id: channel.id }, body: { archived: !channel.archivedAt } }))
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, paddingTop: 4 }}>
      {channel.joined && <Button variant="ghost" icon={<LogOut size={16} />} onClick={leave}>{t(w.leave)}</Button>}
      {channel.mine && <Button variant="ghost" icon={channel.archivedAt ? <ArchiveRestore size={16} /> : <Archive size={16} />} onClick={archive}>{t(channel.archivedAt ? w.unarchive : w.archive)}</Button>}
    </div>
  )
}
