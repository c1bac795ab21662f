// Shell: the top bar: search (which opens the command palette), notifications, the viewer's own menu.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useText } from '../i18n.tsx'
import { Bell } from '../notifications/bell.tsx'
import { useSession } from '../queries.ts'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { IconButton } from '../ui/button.tsx'
import { Avatar } from '../ui/label.tsx'
import { Kbd } from '../ui/tooltip.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { shellTexts } from './texts.ts'
import { UserMenu } from './user-menu.tsx'

const Bar = styled('header')({
  gridArea: 'top', display: 'flex', alignItems: 'center', gap: 6, height: 52, padding: '0 16px 0 20px', borderBottom: `1px solid ${v.line}`, minWidth: 0,
  [phone]: { padding: 'env(safe-area-inset-top) 8px 0 16px', height: 'calc(52px + env(safe-area-inset-top))' },
})
const Ask = styled('button')({
  display: 'flex', alignItems: 'center', gap: 9, height: 32, width: 'min(420px, 100%)', padding: '0 6px 0 10px', borderRadius: 6, border: `1px solid ${v.line}`,
  backgroundColor: v.paper, color: v.muted, font: 'inherit', cursor: 'pointer', textAlign: 'left',
  '&:hover': { borderColor: v.lineStrong },
})
const Name = styled(Link)({
  display: 'flex', alignItems: 'center', gap: 10, flex: 1, height: 44, minWidth: 0, color: v.text, fontWeight: 600, fontSize: 15, textDecoration: 'none !important',
  '& span:last-of-type': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
})

export function TopBar({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const t = useText()
  const isPhone = useIsPhone()
  const session = useSession()
  return (
    <Bar>
      {isPhone
        ? <Name to="/"><Avatar name={session?.workspace.name ?? ''} size={24} square /><span>{session?.workspace.name}</span></Name>
        : (
          <div style={{ flex: 1, minWidth: 0 }}>
            <Ask type="button" onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
              <Search size={16} aria-hidden />
              <span style={{ flex: 1 }}>{t(shellTexts.searchAnything)}</span>
              <Kbd keys="Mod K" />
            </Ask>
          </div>
        )}
      {isPhone && <IconButton label={t(texts.search)} onClick={onSearch}><Search size={20} /></IconButton>}
      <Bell />
      <UserMenu onKeys={onKeys} />
    </Bar>
  )
}
