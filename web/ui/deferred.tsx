// UI kit: parts that are heavy and seldom the first thing seen (menus, dialogs, selects) are loaded at the first sign of
// life of whoever sits there, or when they are needed, whichever comes first.
import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'

/** Resolves at the first touch, key or move of the pointer; never where nobody sits (tests that read a screen's model without a browser). */
export const atFirstSign = new Promise<void>((resolve) => {
  const signs = ['pointermove', 'pointerdown', 'keydown', 'touchstart'] as const
  const tell = () => {
    signs.forEach((sign) => removeEventListener(sign, tell))
    resolve()
  }
  if (typeof window !== 'undefined') signs.forEach((sign) => addEventListener(sign, tell, { passive: true }))
})

/** `pressed`: somebody pressed what stood in its place. */
export type Pressed = { pressed?: boolean }

/**
 * A component that is loaded later. `placeholder` stands for it meanwhile, in its shape; once loaded, new ones render at once.
 */
export function deferred<Props extends object>(load: () => Promise<ComponentType<Props & Pressed>>, placeholder: (props: Props) => ReactNode = () => null): ComponentType<Props> {
  let ready: ComponentType<Props & Pressed> | undefined
  let pending: Promise<{ default: ComponentType<Props & Pressed> }> | undefined
  const start = () => pending ??= load().then((part) => {
    ready = part
    return { default: part }
  })
  const Later = lazy(start)
  void atFirstSign.then(start)
  return function Deferred(props: Props) {
    // An instance keeps the part it began with, else it would lose its state when the other one takes over.
    const [Part] = useState<ComponentType<Props & Pressed>>(() => ready ?? Later)
    const [pressed, setPressed] = useState(false)
    const standIn = placeholder(props)
    return <Suspense fallback={standIn && <div style={{ display: 'contents' }} onClickCapture={() => setPressed(true)}>{standIn}</div>}><Part {...props} {...(pressed && { pressed })} /></Suspense>
  }
}
