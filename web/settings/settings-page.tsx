// Settings: the frame of one of its pages: title, explanation, the way back on a phone.
import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { IconButton } from '../ui/button.tsx'
import { Page, PageHeader, useTitle } from '../ui/page.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'

type Props = { title: string; help?: ReactNode; actions?: ReactNode; children: ReactNode; width?: number; back?: { to: string; label: string }; fixed?: boolean; icon?: ReactNode }

export function SettingsPage({ title, help, actions, children, width = 860, back, fixed, icon }: Props) {
  const t = useText()
  const isPhone = useIsPhone()
  useTitle(title)
  const way = back ?? (isPhone ? { to: '/settings', label: t(texts.settings) } : undefined)
  const before = way && <IconButton component={Link} to={way.to} label={`${t(texts.back)}: ${way.label}`} size="small" style={{ marginLeft: -8 }}><ChevronLeft size={20} /></IconButton>
  const header = <PageHeader title={title} subtitle={help} actions={actions} before={before} icon={icon} />
  return (
    <Page fixed={fixed}>
      <div style={{ maxWidth: width, margin: '0 auto', paddingTop: isPhone ? 0 : 8 }}>
        {header}
        <div style={{ padding: isPhone ? '8px 16px 40px' : '8px 20px 64px' }}>{children}</div>
      </div>
    </Page>
  )
}
