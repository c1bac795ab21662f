// Settings: the apps that act for the viewer, each of which she can end.
import { useMutation, useQuery } from '@tanstack/react-query'
import { AppWindow } from 'lucide-react'
import { api, queryClient, type Row } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFormat } from '../../use-format.ts'
import { ListRow } from '../list.tsx'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { appTexts as a } from './texts.ts'

type Granted = Row<'GET /granted-apps'>
const key = ['granted-apps']

export default function GrantedAppsScreen() {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const query = useQuery({ queryKey: key, queryFn: async () => (await api.get('/granted-apps')).data })
  const end = useMutation({
    mutationFn: ({ id }: Granted) => api.delete('/granted-apps/{id}', { path: { id } }),
    onSuccess: (_, { app }) => toast({ text: t(a.ended, { name: app.name }) }),
    onError: (error) => toast({ text: say(error), tone: 'bad' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  })
  return (
    <SettingsPage title={t(s.grantedApps)} help={t(s.grantedAppsHelp)}>
      <QueryRows
        query={query} items={query.data} empty={{ icon: <AppWindow size={20} />, title: t(a.noneTitle), body: t(a.noneBody) }}
        renderRow={(one) => <GrantedRow key={one.id} one={one} busy={end.isPending && end.variables.id === one.id} onEnd={() => end.mutate(one)} />}
      />
    </SettingsPage>
  )
}

function GrantedRow({ one, busy, onEnd }: { one: Granted; busy: boolean; onEnd: () => void }) {
  const t = useText()
  const format = useFormat()
  const used = one.lastUsedAt ? t(a.usedAgo, { ago: format.ago(one.lastUsedAt) }) : t(a.neverUsed)
  return (
    <ListRow
      icon={<AppWindow size={18} strokeWidth={1.75} />} title={one.app.name} detail={[t(a[one.scope]), t(a.allowedOn, { date: format.date(one.createdAt) }), used].join(' · ')}
      end={<Button size="small" loading={busy} aria-label={`${t(a.end)}: ${one.app.name}`} onClick={onEnd}>{t(a.end)}</Button>}
    />
  )
}
