// UI kit: Menu, actions behind a button. Items in the order given; `divider` draws a line above; `checked` marks a choice.
import { cloneElement, useId, useState, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import { deferred } from './deferred.tsx'

export type MenuItem = {
  label: string
  onSelect?: () => void
  icon?: ReactNode
  hint?: string
  keys?: string
  danger?: boolean
  disabled?: boolean
  checked?: boolean
  divider?: boolean
  /** A heading above this item. */
  section?: string
}

type Items = (MenuItem | false | null | undefined)[]
type Props = {
  /** The button that opens it; gets onClick and the aria attributes. */
  trigger: ReactElement<{ onClick?: (event: MouseEvent<HTMLElement>) => void }>
  /** A function where there are many such menus, and their items take time to gather: asked once it is open. */
  items: Items | (() => Items)
  align?: 'start' | 'end'
  above?: boolean
  header?: ReactNode
  width?: number
}

export type PopupProps = Pick<Props, 'align' | 'above' | 'header' | 'width'> & { items: Items; id: string; anchor: HTMLElement | null; onClose: () => void }

const Popup = deferred<PopupProps>(() => import('./menu-popup.tsx').then((module) => module.MenuPopup))

export function Menu({ trigger, items, ...rest }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [used, setUsed] = useState(false)
  const id = useId()
  const opener = cloneElement(trigger, {
    onClick: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      event.stopPropagation()
      setUsed(true)
      setAnchor(event.currentTarget)
    },
    'aria-haspopup': 'menu', 'aria-expanded': Boolean(anchor), 'aria-controls': anchor ? id : undefined,
  } as object)
  return <>{opener}{used && <Popup {...rest} items={typeof items === 'function' ? items() : items} id={id} anchor={anchor} onClose={() => setAnchor(null)} />}</>
}
