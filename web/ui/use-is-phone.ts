// UI kit: is this a phone's width? Layout that CSS alone cannot change asks here.
import { useMediaQuery } from '@mui/material'
import { phoneWidth } from '../theme.ts'

export const useIsPhone = () => useMediaQuery(`(max-width: ${phoneWidth - 1}px)`, { noSsr: true })
