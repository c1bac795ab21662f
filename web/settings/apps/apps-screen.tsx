// Settings: the apps that administrators registered, each of which members may let act for them.
import { useQuery } from '@tanstack/react-query'
import { AppWindow, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { ListRow } from '../list.tsx'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { appsKey, type App } from './app-data.ts'
import { AppSheet } from './app-sheet.tsx'
import { MadeApp, type Made } from './made-app.tsx'
import { appTexts as a } from './texts.ts'

export default function AppsScreen() {
  const t = useText()
  const query = useQuery({ queryKey: appsKey, queryFn: async () => (await api.get('/apps')).data })
  const [open, setOpen] = useState<App | 'new' | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('new')}>{t(a.newApp)}</Button>
  const some = Boolean(query.data?.length)
  return (
    <SettingsPage title={t(s.apps)} help={t(s.appsHelp)} actions={some && add}>
      <QueryRows
        query={query} items={query.data}
        empty={{ icon: <AppWindow size={20} />, title: t(a.emptyTitle), body: t(a.emptyBody), action: add }}
        renderRow={(one) => <AppRow key={one.id} one={one} onOpen={() => setOpen(one)} />}
      />
      {open && <AppSheet app={open === 'new' ? null : open} onClose={() => setOpen(null)} onSecret={setMade} />}
      {made && <MadeApp made={made} onClose={() => setMade(null)} />}
    </SettingsPage>
  )
}

function AppRow({ one, onOpen }: { one: App; onOpen: () => void }) {
  const t = useText()
  const detail = [t(a[one.scope]), one.members ? t(a.usedBy, { count: one.members }) : t(a.unused), one.public && t(a.publicShort), one.requestsPerMinute !== null && t(a.limited, { count: one.requestsPerMinute })]
  return <ListRow icon={<AppWindow size={18} strokeWidth={1.75} />} title={one.name} detail={detail.filter(Boolean).join(' · ')} onClick={onOpen} />
}
