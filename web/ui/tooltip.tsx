// UI kit: Tooltip, a short name of what is under the pointer, with its shortcut if it has one; and Kbd, a key as it is printed.
import styled from '@emotion/styled'
import { cloneElement, useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { v } from '../theme.ts'

const apple = /mac|iphone|ipad/i.test(navigator.platform)

const Key = styled('kbd')({
  display: 'inline-flex', alignItems: 'center', justifyContent: 'center', minWidth: 20, height: 20, padding: '0 5px',
  borderRadius: 5, border: `1px solid ${v.lineStrong}`, backgroundColor: v.paper, color: v.secondary,
  fontFamily: 'inherit', fontSize: 11.5, fontWeight: 500, lineHeight: 1, textTransform: 'capitalize',
})

/** `Mod` is ⌘ on Apple machines and Ctrl elsewhere. */
const keyName = (key: string) => (key === 'Mod' ? (apple ? '⌘' : 'Ctrl') : key)

/** `<Kbd keys="Mod K" />` */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span style={{ display: 'inline-flex', gap: 3 }}>
      {keys.split(' ').map((key, index) => <Key key={index}>{keyName(key)}</Key>)}
    </span>
  )
}

const Bubble = styled('div')({
  position: 'fixed', zIndex: 2500, left: 0, top: 0, maxWidth: 300, padding: '4px 8px', borderRadius: 6, backgroundColor: '#2B2823', color: '#F6F3EE', fontSize: 12,
  lineHeight: '16px', fontWeight: 500, pointerEvents: 'none', boxShadow: '0 0 0 1px rgba(255,244,224,0.08)',
})

type Placement = 'top' | 'bottom' | 'left' | 'right'
type Handlers = { onPointerEnter?: (event: PointerEvent) => void; onPointerLeave?: (event: PointerEvent) => void; onPointerDown?: (event: PointerEvent) => void; onFocus?: (event: FocusEvent) => void; onBlur?: (event: FocusEvent) => void }
type Props = { label: ReactNode; keys?: string; children: ReactElement<Handlers>; placement?: Placement }

/** When the last bubble went: the next one comes sooner after it. */
let lastShown = 0
const noteShown = () => void (lastShown = performance.now())
const wasShownJustNow = () => performance.now() - lastShown < 400

export function Tooltip({ label, keys, children, placement = 'bottom' }: Props) {
  const [anchor, setAnchor] = useState<Element | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const hide = () => {
    clearTimeout(timer.current)
    if (anchor) noteShown()
    setAnchor(null)
  }
  const show = (element: Element, delay: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setAnchor(element), delay)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const { props } = children
  const child = cloneElement(children, {
    onPointerEnter: (event) => {
      props.onPointerEnter?.(event)
      if (event.pointerType !== 'touch') show(event.currentTarget, wasShownJustNow() ? 60 : 400)
    },
    onPointerLeave: (event) => { props.onPointerLeave?.(event); hide() },
    onPointerDown: (event) => { props.onPointerDown?.(event); hide() },
    onFocus: (event) => {
      props.onFocus?.(event)
      if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 400)
    },
    onBlur: (event) => { props.onBlur?.(event); hide() },
  })
  return <>{child}{anchor && <Floating anchor={anchor} placement={placement} onGone={hide}>{label}{keys && <Shortcut keys={keys} />}</Floating>}</>
}

const Shortcut = ({ keys }: { keys: string }) => <span style={{ opacity: 0.7, marginLeft: 8 }}>{keys.split(' ').map(keyName).join(' ')}</span>

function Floating({ anchor, placement, onGone, children }: { anchor: Element; placement: Placement; onGone: () => void; children: ReactNode }) {
  const bubble = useRef<HTMLDivElement>(null)
  const gone = useRef(onGone)
  gone.current = onGone
  useLayoutEffect(() => {
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), bubble.current!.getBoundingClientRect(), placement)
    bubble.current!.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  })
  useEffect(() => {
    const leave = () => gone.current()
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && leave()
    addEventListener('scroll', leave, true)
    addEventListener('keydown', escape)
    return () => {
      removeEventListener('scroll', leave, true)
      removeEventListener('keydown', escape)
    }
  }, [])
  return createPortal(<Bubble ref={bubble} role="tooltip">{children}</Bubble>, document.body)
}

const gap = 6
const between = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high))

/** Beside the anchor, on the other side where there is no room, always within the window. */
function placeBeside(box: DOMRect, own: DOMRect, placement: Placement): { left: number; top: number } {
  const centre = { left: box.left + box.width / 2 - own.width / 2, top: box.top + box.height / 2 - own.height / 2 }
  const above = box.top - own.height - gap
  const below = box.bottom + gap
  const place = {
    top: { left: centre.left, top: above > gap ? above : below },
    bottom: { left: centre.left, top: below + own.height < innerHeight - gap ? below : above },
    left: { left: box.left - own.width - gap, top: centre.top },
    right: { left: box.right + gap, top: centre.top },
  }[placement]
  return { left: between(gap, place.left, innerWidth - own.width - gap), top: between(gap, place.top, innerHeight - own.height - gap) }
}
