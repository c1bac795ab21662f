// UI kit: toasts, one line about what was done, with undo. They stay while the pointer or focus is on them.
import styled from '@emotion/styled'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { phone, touch } from '../theme.ts'

export type ToastOptions = {
  text: ReactNode
  tone?: 'good' | 'bad'
  /** Shows the button "Undo". */
  undo?: () => void
  action?: { label: string; run: () => void }
  /** Milliseconds; 6 s by default, 10 s with undo or an error. */
  stay?: number
}
type Kept = ToastOptions & { id: number }

const Context = createContext<(toast: ToastOptions) => () => void>(() => () => {})

/** `const toast = useToast(); toast({ text, undo })`; the answer takes it away. */
export const useToast = () => useContext(Context)

// Beside the side bar (which says how wide it is), so that its last entries stay in reach. On a phone a sheet has its buttons
// below, so what is said meanwhile stands above it; above the bar of a selection, and above work that is under way, it does too.
const Stack = styled('div')({
  position: 'fixed', left: 'calc(var(--side, 0px) + 20px)', bottom: 20, zIndex: 2000, display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: 8, maxWidth: 460,
  [phone]: { left: 12, right: 12, alignItems: 'stretch', bottom: 'calc(68px + env(safe-area-inset-bottom))', maxWidth: 'none' },
  'body:has([data-below-toasts]) &': { bottom: 124, [phone]: { bottom: 'calc(180px + env(safe-area-inset-bottom))' } },
  'body:has([role=dialog][aria-modal=true]) &': { [phone]: { bottom: 'auto', top: 'calc(8px + env(safe-area-inset-top))' } },
})
// The same dark ground in both schemes, so that it stands out from either.
const Card = styled('div')({
  display: 'flex', alignItems: 'center', gap: 10, minHeight: 44, padding: '8px 8px 8px 14px', borderRadius: 8, backgroundColor: '#2B2823', color: '#F6F3EE',
  boxShadow: '0 0 0 1px rgba(255,244,224,0.1), 0 10px 32px rgba(0,0,0,0.28)', fontSize: 14, lineHeight: '20px', animation: 'hubung-rise 160ms ease-out',
  '@keyframes hubung-rise': { from: { opacity: 0, transform: 'translateY(8px)' } },
})
const Act = styled('button')({
  border: 0, background: 'none', color: '#7FD8CE', font: 'inherit', fontWeight: 600, padding: '6px 8px', borderRadius: 5, cursor: 'pointer', whiteSpace: 'nowrap',
  '&:hover': { backgroundColor: 'rgba(255,244,224,0.1)' }, '&:focus-visible': { outlineColor: '#7FD8CE' },
  [touch]: { minWidth: 44, minHeight: 44, margin: '-6px 0', alignItems: 'center', justifyContent: 'center' },
})

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Kept[]>([])
  const counter = useRef(0)
  const drop = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), [])
  const show = useCallback((toast: ToastOptions) => {
    const id = ++counter.current
    setToasts((now) => [...now.slice(-2), { ...toast, id }])
    return () => drop(id)
  }, [drop])
  return (
    <Context.Provider value={show}>
      {children}
      {createPortal(
        <Stack role="status" aria-live="polite">{toasts.map((toast) => <Toast key={toast.id} toast={toast} drop={drop} />)}</Stack>,
        document.body,
      )}
    </Context.Provider>
  )
}

function Toast({ toast, drop }: { toast: Kept; drop: (id: number) => void }) {
  const t = useText()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const stay = toast.stay ?? (toast.undo || toast.tone === 'bad' ? 10_000 : 6_000)
  const { id } = toast
  const hold = useCallback(() => clearTimeout(timer.current), [])
  const start = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => drop(id), stay)
  }, [drop, id, stay])
  useEffect(() => {
    start()
    return hold
  }, [start, hold])
  const button = useMemo(() => toast.action ?? (toast.undo && { label: t(texts.undo), run: toast.undo }), [toast, t])
  return (
    <Card onMouseEnter={hold} onMouseLeave={start} onFocus={hold} onBlur={start}>
      {toast.tone === 'bad' ? <CircleAlert size={18} color="#F5A59C" /> : <CircleCheck size={18} color="#7FD8CE" />}
      <span style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{toast.text}</span>
      {button && <Act type="button" onClick={() => { drop(toast.id); button.run() }}>{button.label}</Act>}
      <Act type="button" aria-label={t(texts.dismiss)} onClick={() => drop(toast.id)} style={{ color: 'inherit', display: 'flex' }}><X size={16} /></Act>
    </Card>
  )
}
