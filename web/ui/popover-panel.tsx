// UI kit: the panel of a Popover (popover.tsx stands in front of it).
import { Popover, type PopoverProps } from '@mui/material'
import { Material } from './material.tsx'

export const PopoverPanel = (props: PopoverProps) => <Material><Popover {...props} /></Material>
