// Shell: the frame around every screen of the staff app: side navigation, top bar, bottom navigation on a phone.
import styled from '@emotion/styled'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useChatLine } from '../../modules/chat/web/use-chat-line.ts'
import { useText } from '../i18n.tsx'
import { useKeys } from '../keys.ts'
import { useNotificationLine } from '../notifications/notifications.ts'
import { useObjects, useSession } from '../queries.ts'
import { useLineState } from '../realtime.ts'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { BottomBar } from './bottom-bar.tsx'
import { navigationObjects } from './objects.ts'
import { useSessionRegion } from './session-region.ts'
import { SideBar } from './side-bar.tsx'
import { shellTexts } from './texts.ts'
import { TopBar } from './top-bar.tsx'

const Palette = lazy(() => import('../palette/palette.tsx'))
const BulkCorner = lazy(() => import('../records/bulk/bulk-corner.tsx'))
const KeySheet = lazy(() => import('./key-sheet.tsx'))

const Frame = styled('div')({
  display: 'grid', height: '100dvh', gridTemplateColumns: 'auto minmax(0, 1fr)', gridTemplateRows: 'auto minmax(0, 1fr) auto', overflow: 'hidden',
  gridTemplateAreas: '"side top" "side main" "side main"',
  [phone]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateAreas: '"top" "main" "bottom"' },
})
const Main = styled('main')({ gridArea: 'main', minWidth: 0, minHeight: 0, outline: 'none !important', overflow: 'hidden', display: 'flex', flexDirection: 'column', '& > *': { flex: 1, minHeight: 0 } })
const Skip = styled('a')({
  position: 'fixed', left: 12, top: -60, zIndex: 3000, padding: '10px 14px', borderRadius: 6, backgroundColor: v.accent, color: v.accentText,
  '&:focus': { top: 10 },
})
const Broken = styled('div')({
  position: 'fixed', top: 8, left: '50%', transform: 'translateX(-50%)', zIndex: 1900, padding: '6px 12px', borderRadius: 8, fontSize: 13,
  backgroundColor: 'var(--h-label-amber-bg)', color: 'var(--h-label-amber-fg)', boxShadow: v.shadow,
})

type Open = 'palette' | 'keys' | null

export function Shell() {
  const t = useText()
  const session = useSession()
  const isPhone = useIsPhone()
  const [open, setOpen] = useState<Open>(null)
  const main = useRef<HTMLElement>(null)
  useSessionRegion(session)
  useSignedOut(session === null)
  useNotificationLine()
  useChatLine()
  useShellKeys(setOpen)
  useFocusOnArrival(main)
  return (
    <Frame>
      <Skip href="#main">{t(texts.skipToContent)}</Skip>
      {!isPhone && <SideBar />}
      <TopBar onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <Main ref={main} id="main" tabIndex={-1}><Outlet /></Main>
      {isPhone && <BottomBar />}
      <LineNotice />
      <Suspense fallback={null}><BulkCorner /></Suspense>
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} onKeys={() => setOpen('keys')} />}
        {open === 'keys' && <KeySheet onClose={() => setOpen(null)} />}
      </Suspense>
    </Frame>
  )
}

function useShellKeys(setOpen: (open: Open) => void): void {
  const t = useText()
  const navigate = useNavigate()
  const objects = navigationObjects(useObjects()).slice(0, 6)
  useKeys(t(shellTexts.everywhere), [
    { keys: 'Mod K', label: t(shellTexts.openPalette), run: () => setOpen('palette') },
    { keys: '?', label: t(texts.keys), run: () => setOpen('keys') },
    { keys: 'G H', label: t(shellTexts.goTo, { place: t(texts.myDay) }), run: () => void navigate({ to: '/' }) },
    { keys: 'G C', label: t(shellTexts.goTo, { place: t(shellTexts.chat) }), run: () => void navigate({ to: '/chat' }) },
    ...objects.map((object, index) => ({
      keys: `G ${index + 1}`, label: t(shellTexts.goTo, { place: t(object.pluralLabel ?? object.label) }),
      run: () => void navigate({ to: '/o/$object', params: { object: object.name } }),
    })),
    { keys: 'G S', label: t(shellTexts.goTo, { place: t(texts.settings) }), run: () => void navigate({ to: '/settings' }) },
  ])
}

/** The session ended elsewhere (revoked, expired): the sign-in, and back here after it. */
function useSignedOut(out: boolean): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (out) void navigate({ to: '/sign-in', search: { next: location.pathname + location.search } })
  }, [out, navigate])
}

/** Takes the keyboard to the new screen, so that Tab goes on from its top; not out of a dialog that was opened meanwhile. */
function useFocusOnArrival(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const last = useRef(path)
  useEffect(() => {
    const from = last.current
    last.current = path
    if (!from || from === path) return
    let timer: ReturnType<typeof setTimeout> | undefined
    // once the screen has been painted: to move the focus before has the browser lay out a page that is still being built
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        const held = main.current?.contains(document.activeElement) || document.activeElement?.closest('[role=dialog]')
        if (!held) main.current?.focus({ preventScroll: true })
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [path, main])
}

/** Says that live updates are missing, after a moment in which most lines come back by themselves. */
function LineNotice() {
  const t = useText()
  const broken = useLineState() === 'broken'
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(broken), broken ? 4_000 : 0)
    return () => clearTimeout(timer)
  }, [broken])
  return shown ? <Broken role="status">{t(texts.lineBroken)}</Broken> : null
}
