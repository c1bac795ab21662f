// Settings: webhooks: who is told of which events, whether they answer, and each one's sheet.
import { useQuery } from '@tanstack/react-query'
import { Plus, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { ListRow } from '../../../web/settings/list.tsx'
import { QueryRows } from '../../../web/settings/query-rows.tsx'
import { SettingsPage } from '../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../web/settings/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { webhookTexts as w } from './texts.ts'
import { webhooksKey, type Webhook } from './webhook-data.ts'
import { WebhookSheet } from './webhook-sheet.tsx'

export default function WebhooksScreen() {
  const t = useText()
  const query = useQuery({ queryKey: webhooksKey, queryFn: async () => (await api.get('/webhooks')).data })
  const [open, setOpen] = useState<Webhook | 'new' | null>(null)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('new')}>{t(w.newWebhook)}</Button>
  const some = Boolean(query.data?.length)
  return (
    <SettingsPage title={t(s.webhooks)} help={t(s.webhooksHelp)} actions={some && add}>
      <QueryRows
        query={query} items={query.data}
        empty={{ icon: <WebhookIcon size={20} />, title: t(w.emptyTitle), body: t(w.emptyBody), action: add }}
        renderRow={(one) => <Row key={one.id} one={one} onOpen={() => setOpen(one)} />}
      />
      {open && <WebhookSheet key={open === 'new' ? 'new' : open.id} webhook={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </SettingsPage>
  )
}

function Row({ one, onOpen }: { one: Webhook; onOpen: () => void }) {
  const t = useText()
  const format = useFormat()
  const state = !one.enabled ? <Label colour="gray">{t(w.off)}</Label> : one.restUntil ? <Label colour="red">{t(w.down, { ago: format.ago(one.restUntil) })}</Label> : undefined
  return <ListRow icon={<WebhookIcon size={18} strokeWidth={1.75} />} title={one.url} detail={t(w.eventCount, { count: one.events.length })} end={state} onClick={onOpen} />
}
