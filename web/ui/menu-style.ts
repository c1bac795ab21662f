// UI kit: how menus and lists of options look, wherever they open.
import { MenuItem } from '@mui/material'
import styled from '@emotion/styled'
import { phone, touch, v } from '../theme.ts'

// For `sx`, where bare numbers would be multiples of the theme's steps.
export const menuPaper = {
  backgroundColor: v.paper, boxShadow: v.shadow, borderRadius: '8px', marginTop: '4px', minWidth: '180px', maxHeight: 'min(460px, 74vh)',
} as const

export const menuList = { padding: '4px' } as const

export const Row = styled(MenuItem)({
  minHeight: 32, padding: '5px 8px', gap: 9, borderRadius: 5, fontSize: 14, lineHeight: '20px', color: v.text, whiteSpace: 'normal',
  '&:hover, &.Mui-focusVisible': { backgroundColor: v.hover },
  '&.Mui-selected, &.Mui-selected:hover, &.Mui-selected.Mui-focusVisible': { backgroundColor: v.selected },
  '&:focus-visible': { outlineOffset: -2 },
  [phone]: { minHeight: 44, fontSize: 16 },
  [touch]: { minHeight: 44 },
})
