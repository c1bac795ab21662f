// UI kit: Dialog (a question or a small form) and Sheet (a side panel; from the bottom on a phone, as dialogs are there too).
import { useState, type ComponentType, type ReactNode } from 'react'
import { deferred } from './deferred.tsx'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  subtitle?: ReactNode
  children: ReactNode
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode
  /** Makes the panel a form that Enter sends. */
  onSubmit?: () => void
  width?: number
  /** Extra buttons beside the close button. */
  tools?: ReactNode
}

const DialogPart = deferred<DialogProps>(() => import('./dialog-panel.tsx').then((module) => module.DialogPanel))
const SheetPart = deferred<DialogProps>(() => import('./dialog-panel.tsx').then((module) => module.SheetPanel))

/** Nothing before it is first opened; afterwards it stays, so that it can close with its motion. */
function Opened({ Part, ...props }: DialogProps & { Part: ComponentType<DialogProps> }) {
  const [used, setUsed] = useState(props.open)
  if (props.open && !used) setUsed(true)
  return used || props.open ? <Part {...props} /> : null
}

export const Dialog = (props: DialogProps) => <Opened Part={DialogPart} {...props} />
export const Sheet = (props: DialogProps) => <Opened Part={SheetPart} {...props} />
