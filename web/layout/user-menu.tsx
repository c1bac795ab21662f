// Shell: the viewer's own menu: language, appearance, keys, account, sign out.
import styled from '@emotion/styled'
import { useNavigate } from '@tanstack/react-router'
import { CircleUserRound, Keyboard, Languages, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { languages, useRegion, useText, type Language } from '../i18n.tsx'
import { useSession } from '../queries.ts'
import { useScheme } from '../scheme.ts'
import { languageNames, texts } from '../texts.ts'
import { touch, v } from '../theme.ts'
import { Avatar } from '../ui/label.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { useErrorText } from '../ui/states.tsx'
import { useToast } from '../ui/toast.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { keepLanguage, signOut } from './session-region.ts'

const Trigger = styled('button')({
  display: 'inline-flex', alignItems: 'center', justifyContent: 'center', border: 0, background: 'none', padding: 0, cursor: 'pointer', width: 34, height: 34, borderRadius: 17,
  '&:hover': { backgroundColor: v.hover }, [touch]: { width: 44, height: 44, borderRadius: 22 },
})

const modes = [
  { mode: 'light', text: texts.themeLight, icon: <Sun size={16} /> },
  { mode: 'dark', text: texts.themeDark, icon: <Moon size={16} /> },
  { mode: 'system', text: texts.themeSystem, icon: <Monitor size={16} /> },
] as const

/** Changes the language here at once and at the server for other devices. */
export function useChooseLanguage(): (language: Language) => void {
  const { setLanguage } = useRegion()
  const toast = useToast()
  const say = useErrorText()
  return (language) => {
    setLanguage(language)
    document.documentElement.lang = language
    keepLanguage(language).catch((error: unknown) => toast({ text: say(error), tone: 'bad' }))
  }
}

export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const session = useSession()
  const { language } = useRegion()
  const { mode, setMode } = useScheme()
  const choose = useChooseLanguage()
  const isPhone = useIsPhone()
  const name = session?.member.name ?? ''
  const items: (MenuItem | false)[] = [
    { label: t(texts.account), icon: <CircleUserRound size={16} />, onSelect: () => void navigate({ to: '/settings/account' as '/settings' }) },
    !isPhone && { label: t(texts.keys), icon: <Keyboard size={16} />, keys: '?', onSelect: onKeys },
    ...languages.map((one, index) => ({
      label: languageNames[one], icon: <Languages size={16} />, checked: one === language, onSelect: () => choose(one),
      ...(index === 0 && { divider: true, section: t(texts.language) }),
    })),
    ...modes.map((one, index) => ({
      label: t(one.text), icon: one.icon, checked: mode === one.mode, onSelect: () => setMode(one.mode),
      ...(index === 0 && { divider: true, section: t(texts.theme) }),
    })),
    { label: t(texts.signOut), icon: <LogOut size={16} />, divider: true, onSelect: () => void signOut() },
  ]
  const header = (
    <div style={{ display: 'flex', alignItems: 'center', gap: 10, minWidth: 0 }}>
      <Avatar name={name} size={32} />
      <div style={{ minWidth: 0 }}>
        <div style={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis' }}>{name}</div>
        <div style={{ fontSize: 13, color: v.secondary, overflow: 'hidden', textOverflow: 'ellipsis' }}>{session?.user?.email}</div>
      </div>
    </div>
  )
  return (
    <Menu
      align="end" width={264} header={header} items={items}
      trigger={<Trigger type="button" aria-label={`${t(texts.userMenu)}: ${name}`}><Avatar name={name} size={26} /></Trigger>}
    />
  )
}
