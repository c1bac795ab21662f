// UI kit: Popover, a small panel at what opened it, loaded when first opened. Props as Material UI's.
import type { PopoverProps } from '@mui/material'
import { useState } from 'react'
import { deferred } from './deferred.tsx'

const Part = deferred<PopoverProps>(() => import('./popover-panel.tsx').then((module) => module.PopoverPanel))

export function Popover(props: PopoverProps) {
  const [used, setUsed] = useState(props.open)
  if (props.open && !used) setUsed(true)
  return used || props.open ? <Part {...props} /> : null
}
