// UI kit: the list of a Menu, loaded when first needed (menu.tsx stands in front of it).
import { Divider, Menu as MuiMenu } from '@mui/material'
import { Check } from 'lucide-react'
import { v } from '../theme.ts'
import { Material } from './material.tsx'
import { menuList, menuPaper, Row } from './menu-style.ts'
import type { MenuItem, PopupProps } from './menu.tsx'
import { Kbd } from './tooltip.tsx'

const sectionStyle = { padding: '8px 8px 3px', fontSize: 12, fontWeight: 500, color: v.muted } as const

export const MenuPopup = (props: PopupProps) => <Material><ThemedMenu {...props} /></Material>

function ThemedMenu({ id, anchor, onClose, items, align = 'start', above, header, width }: PopupProps) {
  const horizontal = align === 'end' ? 'right' : 'left'
  return (
    <MuiMenu
      id={id} open={Boolean(anchor)} anchorEl={anchor} onClose={onClose} onClick={(event) => event.stopPropagation()}
      anchorOrigin={{ vertical: above ? 'top' : 'bottom', horizontal }} transformOrigin={{ vertical: above ? 'bottom' : 'top', horizontal }}
      slotProps={{ paper: { sx: { ...menuPaper, ...(width && { width: `${width}px` }) } }, list: { sx: menuList } }}
    >
      {header && <li role="presentation" style={{ padding: '6px 8px 8px' }}>{header}</li>}
      {items.filter((item) => item !== false && item != null).map((item, index) => [
        item.divider && <Divider key={`line-${index}`} component="li" sx={{ my: '4px !important', mx: '-4px', borderColor: v.line }} />,
        item.section && <li key={`section-${index}`} role="presentation" style={sectionStyle}>{item.section}</li>,
        <MenuRow key={index} item={item} close={onClose} />,
      ])}
    </MuiMenu>
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
