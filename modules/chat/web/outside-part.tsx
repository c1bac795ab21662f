// The chat's screens: a channel's way to an outside chat, for administrators, and how the latest deliveries went.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Cable, RotateCw, Unplug } from 'lucide-react'
import { useState } from 'react'
import { api, ApiError, queryClient, type Answer } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { ListRow } from '../../../web/settings/list.tsx'
import { texts } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { Card, FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { chatKeys } from './chat-data.ts'
import { chatWords as w } from './texts.ts'

type Outside = Answer<'GET /chat/channels/{id}/outside'>

/** Null where the channel has none. */
async function readOutside(id: string, signal: AbortSignal): Promise<Outside | null> {
  try {
    return await api.get('/chat/channels/{id}/outside', { path: { id }, signal })
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  }
}

export function OutsidePart({ channel }: { channel: string }) {
  const t = useText()
  const query = useQuery({ queryKey: chatKeys.outside(channel), queryFn: ({ signal }) => readOutside(channel, signal) })
  const [begun, setBegun] = useState(false)
  if (query.data === undefined) return null
  const shown = begun || query.data !== null
  return (
    <section style={{ borderTop: `1px solid ${v.line}`, paddingTop: 16 }}>
      <h3 style={{ margin: 0, fontSize: 13, fontWeight: 500 }}>{t(w.outside)}</h3>
      <p style={{ margin: '2px 0 12px', color: v.secondary, fontSize: 13, lineHeight: '19px' }}>{t(w.outsideHelp)}</p>
      {shown ? <OutsideForm key={query.data?.host ?? 'new'} channel={channel} outside={query.data} /> : <Button icon={<Cable size={16} />} onClick={() => setBegun(true)}>{t(w.connect)}</Button>}
      {query.data && <Log channel={channel} outside={query.data} />}
    </section>
  )
}

const refresh = (channel: string) => queryClient.invalidateQueries({ queryKey: chatKeys.outside(channel) })

function OutsideForm({ channel, outside }: { channel: string; outside: Outside | null }) {
  const t = useText()
  const connectors = useQuery({ queryKey: ['chat', 'connectors'], staleTime: Infinity, queryFn: async ({ signal }) => (await api.get('/chat/connectors', { signal })).data }).data ?? []
  const [draft, setDraft] = useState({ connector: outside?.connector ?? 'slack', address: '', posts: outside?.posts ?? 'bots' as const, enabled: outside?.enabled ?? true, allowPrivate: outside?.allowPrivate ?? false })
  const [asking, setAsking] = useState(false)
  const change = (part: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...part }))
  const path = { id: channel }
  const save = useMutation({
    mutationFn: () => api.put('/chat/channels/{id}/outside', { path, body: { ...draft, address: draft.address.trim() || undefined } }),
    onSuccess: () => {
      change({ address: '' })
      return refresh(channel)
    },
  })
  const remove = useMutation({ mutationFn: () => api.delete('/chat/channels/{id}/outside', { path }), onSuccess: () => { setAsking(false); return refresh(channel) } })
  const chosen = connectors.find((one) => one.name === draft.connector)
  return (
    <FormGrid>
      <Select label={t(w.program)} value={draft.connector} onChange={(connector) => change({ connector })} options={connectors.map((one) => ({ value: one.name, label: t(one.label) }))} />
      <TextInput
        label={t(w.address)} help={outside ? t(w.addressKept, { host: outside.host }) : chosen && t(chosen.help)} placeholder={chosen?.example} value={draft.address} onChange={(address) => change({ address })}
        inputMode="url" spellCheck={false} autoComplete="off" error={faultOf(save.error, 'address')}
      />
      <Select label={t(w.posts)} value={draft.posts} onChange={(posts) => change({ posts })} options={[{ value: 'bots', label: t(w.postsBots) }, { value: 'all', label: t(w.postsAll) }]} />
      <Checkbox checked={draft.allowPrivate} onChange={(allowPrivate) => change({ allowPrivate })} label={t(w.allowPrivate)} help={t(w.allowPrivateHelp)} />
      {outside && <Checkbox checked={draft.enabled} onChange={(enabled) => change({ enabled })} label={t(w.enabled)} />}
      {save.error && !faultOf(save.error, 'address') && <FormError error={save.error} />}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button variant="primary" loading={save.isPending} onClick={() => save.mutate()}>{t(outside ? texts.save : w.connect)}</Button>
        {outside && <Button variant="ghost" icon={<Unplug size={16} />} onClick={() => setAsking(true)}>{t(w.disconnect)}</Button>}
      </div>
      <Confirm open={asking} title={t(w.disconnectTitle)} body={t(w.disconnectBody)} action={t(w.disconnect)} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={() => setAsking(false)} />
    </FormGrid>
  )
}

const states = { waiting: ['amber', w.waiting], sending: ['amber', w.waiting], delivered: ['green', w.delivered], failed: ['red', w.failed], unknown: ['orange', w.unknown] } as const

function Log({ channel, outside: { restUntil } }: { channel: string; outside: Outside }) {
  const t = useText()
  const format = useFormat()
  const path = { id: channel }
  const query = useQuery({ queryKey: [...chatKeys.outside(channel), 'log'], refetchInterval: 5000, queryFn: async ({ signal }) => (await api.get('/chat/channels/{id}/outside/deliveries', { path, query: { limit: 20 }, signal })).data })
  const again = useMutation({
    mutationFn: async (delivery: string | null) => {
      if (delivery) await api.post('/chat/channels/{id}/outside/deliveries/{delivery}/redeliver', { path: { ...path, delivery } })
      else await api.post('/chat/channels/{id}/outside/resume', { path })
    },
    onSuccess: () => refresh(channel),
  })
  return (
    <div style={{ marginTop: 18 }}>
      <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 8, marginBottom: 8 }}>
        <h3 style={{ margin: 0, fontSize: 13, fontWeight: 500 }}>{t(w.log)}</h3>
        {restUntil && <Button size="small" loading={again.isPending} onClick={() => again.mutate(null)}>{t(w.resume)}</Button>}
      </div>
      {query.data?.length === 0 && <p style={{ margin: 0, color: v.secondary }}>{t(w.noLog)}</p>}
      {Boolean(query.data?.length) && (
        <Card style={{ overflow: 'hidden' }}>
          {query.data!.map((one) => (
            <ListRow
              key={one.id} title={<><span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{one.text.slice(0, 60) || '–'}</span><Label colour={states[one.state][0]}>{t(states[one.state][1])}</Label></>}
              detail={[format.ago(one.createdAt), t(w.tries, { count: one.attempts }), one.error ?? one.status].filter(Boolean).join(' · ')}
              end={!['waiting', 'sending'].includes(one.state) && <IconButton size="small" label={t(w.redeliver)} onClick={() => again.mutate(one.id)}><RotateCw size={16} /></IconButton>}
            />
          ))}
        </Card>
      )}
      <FormError error={again.error} />
    </div>
  )
}
