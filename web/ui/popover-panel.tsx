// UI kit: the panel of a Popover (popover.tsx stands in front of it).
import { Popover, type PopoverProps } from '@mui/material'

export const PopoverPanel = (props: PopoverProps) => <Popover {...props} />
