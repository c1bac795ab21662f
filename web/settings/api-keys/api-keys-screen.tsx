// Settings: API keys: made (shown once), listed by their beginning, ended.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Gauge, KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient, type Row } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { texts } from '../../texts.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { CopyBox } from '../../ui/copy-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFormat } from '../../use-format.ts'
import { commonTexts as c } from '../common-texts.ts'
import { ListRow } from '../list.tsx'
import { useRoleOptions } from '../members/queries.ts'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { keyTexts as k } from './texts.ts'

type ApiKey = Row<'GET /api-keys'>
const key = ['api-keys']

export default function ApiKeysScreen() {
  const t = useText()
  const query = useQuery({ queryKey: key, queryFn: async () => (await api.get('/api-keys')).data })
  const [making, setMaking] = useState(false)
  const [ending, setEnding] = useState<ApiKey | null>(null)
  const [limiting, setLimiting] = useState<ApiKey | null>(null)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setMaking(true)}>{t(k.newKey)}</Button>
  const some = Boolean(query.data?.length)
  return (
    <SettingsPage title={t(s.apiKeys)} help={t(s.apiKeysHelp)} actions={some && add}>
      <QueryRows
        query={query} items={query.data}
        empty={{ icon: <KeyRound size={20} />, title: t(k.emptyTitle), body: t(k.emptyBody), action: add }}
        renderRow={(one) => <KeyRow key={one.id} one={one} onLimit={() => setLimiting(one)} onEnd={() => setEnding(one)} />}
      />
      {making && <NewKey onClose={() => setMaking(false)} />}
      {limiting && <LimitKey one={limiting} onClose={() => setLimiting(null)} />}
      {ending && <EndKey one={ending} onClose={() => setEnding(null)} />}
    </SettingsPage>
  )
}

function KeyRow({ one, onLimit, onEnd }: { one: ApiKey; onLimit: () => void; onEnd: () => void }) {
  const t = useText()
  const format = useFormat()
  const role = useRoleOptions().find((option) => option.value === one.role)?.label ?? one.role
  const used = one.lastUsedAt ? t(k.usedAgo, { ago: format.ago(one.lastUsedAt) }) : t(k.neverUsed)
  return (
    <ListRow
      icon={<KeyRound size={18} strokeWidth={1.75} />} title={one.name} detail={[one.hint, role, one.requestsPerMinute !== null && t(k.limited, { count: one.requestsPerMinute }), t(k.madeOn, { date: format.date(one.createdAt) }), used].filter(Boolean).join(' · ')}
      end={<><IconButton label={`${t(k.changeLimit)}: ${one.name}`} onClick={onLimit}><Gauge size={17} /></IconButton><IconButton label={`${t(k.end)}: ${one.name}`} onClick={onEnd}><Trash2 size={17} /></IconButton></>}
    />
  )
}

function NewKey({ onClose }: { onClose: () => void }) {
  const t = useText()
  const roles = useRoleOptions()
  const [name, setName] = useState('')
  const [role, setRole] = useState('readOnly')
  const [limit, setLimit] = useState('')
  const [tried, setTried] = useState(false)
  const make = useMutation<{ key: string }, Error>({
    mutationFn: () => api.post('/api-keys', { body: { name: name.trim(), role, requestsPerMinute: limitOf(limit) } }),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: key }), queryClient.invalidateQueries({ queryKey: ['members'] })]),
  })
  if (make.data) {
    return (
      <Dialog open onClose={onClose} title={t(k.madeTitle)} subtitle={t(k.madeHelp)} actions={<Button variant="primary" onClick={onClose}>{t(texts.done)}</Button>}>
        <CopyBox value={make.data.key} label={t(k.key)} />
      </Dialog>
    )
  }
  const submit = () => {
    setTried(true)
    if (name.trim()) make.mutate()
  }
  return (
    <Dialog
      open onClose={onClose} title={t(k.newKey)} onSubmit={submit} width={420}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={make.isPending}>{t(texts.create)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus label={t(k.name)} placeholder={t(k.namePlaceholder)} value={name} onChange={setName} error={tried && !name.trim() ? t(c.needed) : faultOf(make.error, 'name')} />
        <Select label={t(k.role)} help={t(k.roleHelp)} value={roles.some((one) => one.value === role) ? role : ''} onChange={setRole} options={roles} error={faultOf(make.error, 'role')} />
        <TextInput label={t(k.limit)} help={t(k.limitHelp)} inputMode="numeric" value={limit} onChange={setLimit} error={faultOf(make.error, 'requestsPerMinute')} />
        {make.error && !faultOf(make.error, 'name', 'role', 'requestsPerMinute') && <FormError error={make.error} />}
      </FormGrid>
    </Dialog>
  )
}

/** Nothing typed is no limit; what is no number is told by the server. */
function limitOf(text: string): number | null {
  const typed = Number(text)
  return text.trim() === '' ? null : Number.isFinite(typed) ? typed : 0
}

function LimitKey({ one, onClose }: { one: ApiKey; onClose: () => void }) {
  const t = useText()
  const [limit, setLimit] = useState(one.requestsPerMinute === null ? '' : String(one.requestsPerMinute))
  const change = useMutation({
    mutationFn: () => api.patch('/api-keys/{id}', { path: { id: one.id }, body: { requestsPerMinute: limitOf(limit) } }),
    onSuccess: async () => {
      onClose()
      await queryClient.invalidateQueries({ queryKey: key })
    },
  })
  return (
    <Dialog
      open onClose={onClose} title={t(k.limitOf, { name: one.name })} onSubmit={() => change.mutate()} width={420}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={change.isPending}>{t(texts.save)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus label={t(k.limit)} help={t(k.limitHelp)} inputMode="numeric" value={limit} onChange={setLimit} error={faultOf(change.error, 'requestsPerMinute')} />
        {change.error && !faultOf(change.error, 'requestsPerMinute') && <FormError error={change.error} />}
      </FormGrid>
    </Dialog>
  )
}

function EndKey({ one, onClose }: { one: ApiKey; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const end = useMutation({
    mutationFn: () => api.delete('/api-keys/{id}', { path: { id: one.id } }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(k.ended, { name: one.name }) })
      await queryClient.invalidateQueries({ queryKey: key })
    },
  })
  return <Confirm open title={t(k.endTitle, { name: one.name })} body={t(k.endBody)} action={t(k.end)} busy={end.isPending} error={end.error} onConfirm={() => end.mutate()} onClose={onClose} />
}
