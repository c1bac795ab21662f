// Settings: one webhook: its address, events and secret, and how the latest deliveries went.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, RotateCw, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useObjects } from '../../../web/queries.ts'
import { commonTexts as c } from '../../../web/settings/common-texts.ts'
import { ListRow } from '../../../web/settings/list.tsx'
import { texts } from '../../../web/texts.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { Card, FormGrid } from '../../../web/ui/page.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { webhookTexts as w } from './texts.ts'
import { deliveriesKey, eventKinds, makeSecret, webhooksKey, type Delivery, type Webhook } from './webhook-data.ts'

type Props = { webhook: Webhook | null; onClose: () => void }

const refresh = () => queryClient.invalidateQueries({ queryKey: webhooksKey })

export function WebhookSheet({ webhook, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const options = useEventOptions()
  const [draft, setDraft] = useState(() => ({ url: webhook?.url ?? 'https://', events: webhook?.events ?? [], secret: webhook ? '' : makeSecret(), allowPrivate: webhook?.allowPrivate ?? false, enabled: webhook?.enabled ?? true }))
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const secretInput = useRef<HTMLInputElement>(null)
  const copy = async () => {
    // Without https the clipboard is closed: the selected text can still be copied by hand.
    secretInput.current?.select()
    if (await navigator.clipboard?.writeText(draft.secret).then(() => true, () => false)) toast({ text: t(texts.copied) })
  }
  const change = (part: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...part }))
  const save = useMutation({
    mutationFn: () => {
      const { secret, ...rest } = draft
      const body = { ...rest, url: rest.url.trim() }
      return webhook ? api.patch('/webhooks/{id}', { path: { id: webhook.id }, body: { ...body, ...(secret && { secret }) } }) : api.post('/webhooks', { body: { ...body, secret } })
    },
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await refresh()
    },
  })
  const remove = useMutation({ mutationFn: () => api.delete('/webhooks/{id}', { path: { id: webhook!.id } }), onSuccess: async () => { onClose(); await refresh() } })
  const shortSecret = draft.secret.length < 8 && !(webhook && draft.secret === '')
  const submit = () => {
    setTried(true)
    if (draft.events.length && !shortSecret) save.mutate()
  }
  const eventFault = save.error ? [...draft.events.keys()].map((at) => faultOf(save.error, `events[${at}]`)).find(Boolean) : undefined
  return (
    <Sheet
      open onClose={onClose} title={t(webhook ? w.edit : w.newWebhook)} width={520} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(webhook ? texts.save : texts.create)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus={!webhook} label={t(w.url)} value={draft.url} onChange={(url) => change({ url })} inputMode="url" spellCheck={false} autoCapitalize="none" error={(tried && !draft.url.trim() && t(c.needed)) || faultOf(save.error, 'url')} />
        <Combobox
          multiple label={t(w.events)} options={options} value={draft.events.map((value) => options.find((one) => one.value === value) ?? { value, label: value })}
          onChange={(chosen) => change({ events: chosen.map((one) => one.value) })} error={(tried && !draft.events.length && t(w.eventsNeeded)) || eventFault}
        />
        <TextInput
          label={t(w.secret)} help={webhook ? `${t(w.secretKept)} ${t(w.secretHelp)}` : t(w.secretHelp)} value={draft.secret} onChange={(next) => change({ secret: next })} spellCheck={false} autoCapitalize="none"
          ref={secretInput} end={draft.secret && <IconButton size="small" label={t(texts.copy)} onClick={() => void copy()} style={{ marginRight: -6 }}><Copy size={16} /></IconButton>}
          autoComplete="off" error={(tried && shortSecret && t(w.secretShort)) || faultOf(save.error, 'secret')}
        />
        <Checkbox checked={draft.allowPrivate} onChange={(allowPrivate) => change({ allowPrivate })} label={t(w.allowPrivate)} help={t(w.allowPrivateHelp)} />
        {webhook && <Checkbox checked={draft.enabled} onChange={(enabled) => change({ enabled })} label={t(w.enabled)} />}
        {save.error && !faultOf(save.error, 'url', 'secret') && !eventFault && <FormError error={save.error} />}
        {webhook && <Log webhook={webhook} />}
        {webhook && <div><Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => setAsking(true)}>{t(w.remove)}</Button></div>}
      </FormGrid>
      <Confirm open={asking} title={t(w.removeTitle)} body={t(w.removeBody)} action={t(w.remove)} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={() => setAsking(false)} />
    </Sheet>
  )
}

function useEventOptions() {
  const t = useText()
  const each = useObjects().flatMap((object) => eventKinds.map((kind) => ({ value: `record.${kind}:${object.name}`, label: t(w[kind], { object: t(object.label) }) })))
  return [...each, { value: 'record.*:*', label: t(w.anything) }]
}

const colours = { waiting: 'yellow', delivered: 'green', failed: 'red' } as const

function Log({ webhook: { id, restUntil } }: { webhook: Webhook }) {
  const t = useText()
  const format = useFormat()
  const objects = useObjects()
  const query = useQuery({ queryKey: deliveriesKey(id), queryFn: async () => (await api.get('/webhooks/{id}/deliveries', { path: { id }, query: { limit: 20 } })).data, refetchInterval: 5000 })
  const again = useMutation({
    mutationFn: async (delivery: string | null) => {
      if (delivery) await api.post('/webhooks/{id}/deliveries/{delivery}/redeliver', { path: { id, delivery } })
      else await api.post('/webhooks/{id}/resume', { path: { id } })
    },
    onSuccess: () => Promise.all([refresh(), query.refetch()]),
  })
  const named = (one: Delivery) => t(w[one.kind as 'created'], { object: t(objects.find((object) => object.name === one.object)?.label) || one.object })
  const told = (one: Delivery) => [format.ago(one.createdAt), t(w.attempts, { count: one.attempts }), one.status ?? one.error].filter(Boolean).join(' · ')
  return (
    <section>
      <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 8, marginBottom: 8 }}>
        <h3 style={{ margin: 0, fontSize: 13, fontWeight: 500 }}>{t(w.log)}</h3>
        {restUntil && <Button size="small" loading={again.isPending} onClick={() => again.mutate(null)}>{t(w.resume)}</Button>}
      </div>
      {query.data?.length === 0 && <p style={{ margin: 0 }}>{t(w.noLog)}</p>}
      {Boolean(query.data?.length) && (
        <Card style={{ overflow: 'hidden' }}>
          {query.data!.map((one) => (
            <ListRow
              key={one.id} title={<>{named(one)}<Label colour={colours[one.state]}>{t(w[one.state])}</Label></>} detail={told(one)}
              end={one.state !== 'waiting' && <IconButton label={t(w.redeliver)} onClick={() => again.mutate(one.id)}><RotateCw size={16} /></IconButton>}
            />
          ))}
        </Card>
      )}
      {again.error && <FormError error={again.error} />}
    </section>
  )
}
