// Settings: the start page: on a phone the menu itself, elsewhere the viewer's own account.
import { Navigate } from '@tanstack/react-router'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { Page, PageHeader, useTitle } from '../ui/page.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { SettingsMenu } from './settings-menu.tsx'

export function SettingsIndex() {
  const t = useText()
  useTitle(t(texts.settings))
  const isPhone = useIsPhone()
  if (!isPhone) return <Navigate to={'/settings/account' as '/settings'} replace />
  return <Page header={<PageHeader title={t(texts.settings)} />} width={720}><SettingsMenu large /></Page>
}
