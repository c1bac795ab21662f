// UI kit: Material UI, themed until it no longer looks like Material (LOOK.md): no ripples, no capitals, elevation only for
// what floats. Only the deferred parts (menus, dialogs, selects) stand on it, so that the first page does without it.
import { createTheme, ThemeProvider } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { focusRing, fonts, phoneWidth, v } from '../theme.ts'

const theme = createTheme({
  spacing: 4,
  shape: { borderRadius: 8 },
  breakpoints: { values: { xs: 0, sm: phoneWidth, md: 1024, lg: 1280, xl: 1600 } },
  transitions: { duration: { shortest: 120, shorter: 120, short: 150, standard: 160, enteringScreen: 180, leavingScreen: 140 } },
  typography: { fontFamily: fonts, fontSize: 14, body1: { fontSize: 14, lineHeight: '20px' }, button: { textTransform: 'none', fontWeight: 500 } },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true }, styleOverrides: { root: { '&:focus-visible': focusRing } } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none', backgroundColor: v.paper, color: v.text } } },
    MuiBackdrop: { styleOverrides: { root: { backgroundColor: v.backdrop, '&.MuiBackdrop-invisible': { backgroundColor: 'transparent' } } } },
  },
})

export const Material = ({ children }: { children: ReactNode }) => <ThemeProvider theme={theme}>{children}</ThemeProvider>
