// Settings: where the viewer is signed in, each of which can be ended.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Laptop, Smartphone } from 'lucide-react'
import { api, type Row } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { queryClient } from '../../api.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Label } from '../../ui/label.tsx'
import { Card } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows, useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFormat } from '../../use-format.ts'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { deviceOf } from './device.ts'
import { accountTexts as a } from './texts.ts'

type SignedIn = Row<'GET /sessions'>
const key = ['sessions']

export default function SessionsScreen() {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const query = useQuery({ queryKey: key, queryFn: () => api.get('/sessions') })
  const end = useMutation({
    mutationFn: (id: string) => api.delete('/sessions/{id}', { path: { id } }),
    onSuccess: () => toast({ text: t(a.sessionEnded) }),
    onError: (error) => toast({ text: say(error), tone: 'bad' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  })
  return (
    <SettingsPage title={t(s.sessions)} help={t(s.sessionsHelp)}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={3} height={64} columns={2} />}
      {query.data && (
        <Card>
          {query.data.data.map((one, index) => (
            <div key={one.id} style={{ borderTop: index ? `1px solid ${v.line}` : undefined }}>
              <SessionRow one={one} busy={end.isPending && end.variables === one.id} onEnd={() => end.mutate(one.id)} />
            </div>
          ))}
        </Card>
      )}
    </SettingsPage>
  )
}

function SessionRow({ one, busy, onEnd }: { one: SignedIn; busy: boolean; onEnd: () => void }) {
  const t = useText()
  const format = useFormat()
  const device = deviceOf(one.userAgent)
  const Icon = device.handheld ? Smartphone : Laptop
  const name = device.browser ? (device.system ? t(a.onSystem, { browser: device.browser, system: device.system }) : device.browser) : t(a.unknownDevice)
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 14, padding: '12px 16px' }}>
      <Icon size={20} strokeWidth={1.75} color={v.secondary} aria-hidden />
      <div style={{ flex: 1, minWidth: 0 }}>
        <div style={{ fontWeight: 500, display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>{name}{one.current && <Label colour="teal">{t(a.thisDevice)}</Label>}</div>
        <div style={{ color: v.secondary, fontSize: 13, lineHeight: '18px', overflowWrap: 'anywhere' }}>
          {[one.ipAddress, t(a.signedIn, { date: format.dateTime(one.createdAt) }), t(a.until, { date: format.date(one.expiresAt) })].filter(Boolean).join(' · ')}
        </div>
      </div>
      {!one.current && <Button size="small" loading={busy} onClick={onEnd}>{t(a.endSession)}</Button>}
    </div>
  )
}
