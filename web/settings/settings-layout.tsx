// Settings: the frame: its menu beside the page (on a phone the menu is a page of its own).
import styled from '@emotion/styled'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useText } from '../i18n.tsx'
import { useSession } from '../queries.ts'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { EmptyState } from '../ui/states.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { settingsPages } from './pages.ts'
import { SettingsMenu } from './settings-menu.tsx'
import { settingsTexts as s } from './texts.ts'

const Frame = styled('div')({ display: 'flex', minHeight: 0, height: '100%' })
const Side = styled('aside')({ width: 224, flexShrink: 0, borderRight: `1px solid ${v.line}`, padding: '14px 10px 24px', overflowY: 'auto' })
const Content = styled('div')({ flex: 1, minWidth: 0, minHeight: 0 })

export function SettingsLayout() {
  const t = useText()
  const isPhone = useIsPhone()
  const session = useSession()
  const [first, second] = useRouterState({ select: (state) => state.location.pathname }).split('/').slice(2)
  const page = settingsPages.find((one) => one.path === (first ?? ''))
  const barred = page?.administrator && session && !session.administrator
  const content = barred ? <EmptyState title={t(s.administratorsOnly)} body={t(s.administratorsOnlyBody)} /> : <Outlet />
  const isWide = second && settingsPages.some((one) => one.wide && one.path.split('/')[0] === first)
  if (isPhone || isWide) return <Content>{content}</Content>
  return (
    <Frame>
      <Side>
        <h1 style={{ margin: '0 10px 2px', fontSize: 15, lineHeight: '22px', fontWeight: 600 }}>{t(texts.settings)}</h1>
        <SettingsMenu />
      </Side>
      <Content>{content}</Content>
    </Frame>
  )
}
