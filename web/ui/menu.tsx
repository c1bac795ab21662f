// UI kit: Menu, actions behind a button. Items in the order given; `divider` draws a line above; `checked` marks a choice.
import { Divider, Menu as MuiMenu } from '@mui/material'
import { Check } from 'lucide-react'
import { cloneElement, useId, useState, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import { v } from '../theme.ts'
import { menuList, menuPaper, Row } from './select.tsx'
import { Kbd } from './tooltip.tsx'

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

type Props = {
  /** The button that opens it; gets onClick and the aria attributes. */
  trigger: ReactElement<{ onClick?: (event: MouseEvent<HTMLElement>) => void }>
  items: (MenuItem | false | null | undefined)[]
  align?: 'start' | 'end'
  above?: boolean
  header?: ReactNode
  width?: number
}

const sectionStyle = { padding: '8px 8px 3px', fontSize: 12, fontWeight: 500, color: v.muted } as const

export function Menu({ trigger, items, align = 'start', above, header, width }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const id = useId()
  const close = () => setAnchor(null)
  const opener = cloneElement(trigger, {
    onClick: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      event.stopPropagation()
      setAnchor(event.currentTarget)
    },
    'aria-haspopup': 'menu', 'aria-expanded': Boolean(anchor), 'aria-controls': anchor ? id : undefined,
  } as object)
  const horizontal = align === 'end' ? 'right' : 'left'
  return (
    <>
      {opener}
      <MuiMenu
        id={id} open={Boolean(anchor)} anchorEl={anchor} onClose={close} onClick={(event) => event.stopPropagation()}
        anchorOrigin={{ vertical: above ? 'top' : 'bottom', horizontal }} transformOrigin={{ vertical: above ? 'bottom' : 'top', horizontal }}
        slotProps={{ paper: { sx: { ...menuPaper, ...(width && { width: `${width}px` }) } }, list: { sx: menuList } }}
      >
        {header && <li role="presentation" style={{ padding: '6px 8px 8px' }}>{header}</li>}
        {items.filter((item) => item !== false && item != null).map((item, index) => [
          item.divider && <Divider key={`line-${index}`} component="li" sx={{ my: '4px !important', mx: '-4px', borderColor: v.line }} />,
          item.section && <li key={`section-${index}`} role="presentation" style={sectionStyle}>{item.section}</li>,
          <MenuRow key={index} item={item} close={close} />,
        ])}
      </MuiMenu>
    </>
  )
}

// MUI hands autoFocus and tabIndex to the children of its list: they must reach the row.
function MenuRow({ item, close, ...rest }: { item: MenuItem; close: () => void }) {
  const choice = item.checked !== undefined
  return (
    <Row
      {...rest} disabled={item.disabled} style={item.danger ? { color: v.bad } : undefined}
      role={choice ? 'menuitemcheckbox' : 'menuitem'} aria-checked={choice ? item.checked : undefined}
      onClick={() => {
        close()
        item.onSelect?.()
      }}
    >
      {item.icon && <span style={{ display: 'flex', color: item.danger ? 'inherit' : v.muted }}>{item.icon}</span>}
      <span style={{ flex: 1, minWidth: 0 }}>
        {item.label}
        {item.hint && <span style={{ display: 'block', color: v.muted, fontSize: 12.5, lineHeight: '17px' }}>{item.hint}</span>}
      </span>
      {item.keys && <Kbd keys={item.keys} />}
      {item.checked && <Check size={16} color={v.accent} />}
    </Row>
  )
}
