// Material UI themed until it no longer looks like Material (LOOK.md): no ripples, no capitals, borders rather than shadows.
// Colours are CSS variables (`--h-…`), so switching light and dark paints once and renders nothing.
import { createTheme } from '@mui/material/styles'
import { dark, darkLabels, labelColours, light, lightLabels, type LabelColour, type LabelTone } from './colours.ts'

type Tokens = typeof light

/** CSS custom properties of one scheme: `--h-accent`, `--h-line`, `--h-label-red-bg`, … */
function cssVariables(tokens: Tokens, labels: Record<LabelColour, LabelTone>): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(tokens)) variables[`--h-${name}`] = value
  for (const name of labelColours) {
    variables[`--h-label-${name}-bg`] = labels[name].bg
    variables[`--h-label-${name}-fg`] = labels[name].fg
    variables[`--h-label-${name}-solid`] = labels[name].solid
  }
  return variables
}

/** The variables as styles may name them: `v.accent`, `v.line`; `label('red')`. */
export const v = Object.fromEntries(Object.keys(light).map((name) => [name, `var(--h-${name})`])) as Tokens

export const label = (colour: string | undefined): LabelTone => {
  const name = labelColours.includes(colour as LabelColour) ? colour : 'gray'
  return { bg: `var(--h-label-${name}-bg)`, fg: `var(--h-label-${name}-fg)`, solid: `var(--h-label-${name}-solid)` }
}

export const phoneWidth = 720
export const phone = `@media (max-width: ${phoneWidth - 1}px)`
export const desktop = `@media (min-width: ${phoneWidth}px)`
export const touch = '@media (pointer: coarse)'

/** The ring that shows where the keyboard is; the same everywhere. */
export const focusRing = { outline: `2px solid ${v.focus}`, outlineOffset: 1 } as const

const palette = (mode: 'light' | 'dark', tokens: Tokens) => ({
  palette: {
    mode,
    primary: { main: tokens.accent, dark: tokens.accentHover, contrastText: tokens.accentText },
    error: { main: tokens.bad }, warning: { main: tokens.warn }, success: { main: tokens.good }, info: { main: tokens.info },
    text: { primary: tokens.text, secondary: tokens.secondary, disabled: tokens.muted },
    background: { default: tokens.canvas, paper: tokens.paper },
    divider: tokens.line,
    action: { hover: tokens.hover, selected: tokens.selected },
  },
})

const globalStyles = {
  ':root': { ...cssVariables(light, lightLabels), colorScheme: 'light' },
  ':root[data-theme="dark"]': { ...cssVariables(dark, darkLabels), colorScheme: 'dark' },
  'html, body, #root': { height: '100%' },
  body: {
    backgroundColor: v.canvas, color: v.text, fontFeatureSettings: "'cv11', 'ss03'",
    WebkitFontSmoothing: 'antialiased', MozOsxFontSmoothing: 'grayscale', textRendering: 'optimizeLegibility',
  },
  a: { color: v.accent, textDecoration: 'none' },
  'a:hover': { textDecoration: 'underline' },
  ':focus-visible': focusRing,
  '::selection': { backgroundColor: v.selected },
  'table, .tabular': { fontVariantNumeric: 'tabular-nums' },
  '*': { scrollbarColor: `${v.lineStrong} transparent` },
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': {
      animationDuration: '0.01ms !important', animationIterationCount: '1 !important',
      transitionDuration: '0.01ms !important', scrollBehavior: 'auto !important',
    },
  },
}

export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'mui', colorSchemeSelector: 'data-theme' },
  colorSchemes: { light: palette('light', light), dark: palette('dark', dark) },
  spacing: 4,
  shape: { borderRadius: 8 },
  breakpoints: { values: { xs: 0, sm: phoneWidth, md: 1024, lg: 1280, xl: 1600 } },
  transitions: { duration: { shortest: 120, shorter: 120, short: 150, standard: 160, enteringScreen: 180, leavingScreen: 140 } },
  typography: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontSize: 14, fontWeightRegular: 400, fontWeightMedium: 500, fontWeightBold: 600,
    h1: { fontSize: 20, lineHeight: '28px', fontWeight: 600, letterSpacing: '-0.012em' },
    h2: { fontSize: 16, lineHeight: '24px', fontWeight: 600, letterSpacing: '-0.006em' },
    h3: { fontSize: 14, lineHeight: '20px', fontWeight: 600 },
    body1: { fontSize: 14, lineHeight: '20px' },
    body2: { fontSize: 13, lineHeight: '18px' },
    caption: { fontSize: 12, lineHeight: '16px' },
    button: { textTransform: 'none', fontWeight: 500 },
  },
  components: {
    MuiCssBaseline: { styleOverrides: globalStyles },
    MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true }, styleOverrides: { root: { '&:focus-visible': focusRing } } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiBackdrop: { styleOverrides: { root: { backgroundColor: v.backdrop, '&.MuiBackdrop-invisible': { backgroundColor: 'transparent' } } } },
  },
})
