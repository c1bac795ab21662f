// The look of every screen (LOOK.md): warm neutrals, one accent, borders rather than shadows.
// Colours are CSS variables (`--h-…`), so switching light and dark paints once and renders nothing.
import type { CSSObject } from '@emotion/react'
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
export const touch = '@media (pointer: coarse)'

export const fonts = "'Inter Variable', system-ui, sans-serif"

/** The ring that shows where the keyboard is; the same everywhere. */
export const focusRing = { outline: `2px solid ${v.focus}`, outlineOffset: 1 } as const

/** What holds for every page; painted once by main.tsx. */
export const globalStyles: CSSObject = {
  ':root': { ...cssVariables(light, lightLabels), colorScheme: 'light' },
  ':root[data-theme="dark"]': { ...cssVariables(dark, darkLabels), colorScheme: 'dark' },
  // scrollbarColor is inherited as it is
  html: { WebkitTextSizeAdjust: '100%', scrollbarColor: `${v.lineStrong} transparent` },
  // Never `inherit` for everything: a property that is inherited only by order has all children of an element styled anew whenever
  // its own style changes, each without the browser's cache. Rows that move took 50 to 100 ms of a frame that way.
  '*, *::before, *::after': { boxSizing: 'border-box' },
  'html, body, #root': { height: '100%' },
  'strong, b': { fontWeight: 600 },
  body: {
    margin: 0, fontFamily: fonts, fontSize: 14, lineHeight: '20px', fontWeight: 400,
    backgroundColor: v.canvas, color: v.text, fontFeatureSettings: "'cv11', 'ss03'",
    WebkitFontSmoothing: 'antialiased', MozOsxFontSmoothing: 'grayscale', textRendering: 'optimizeLegibility',
  },
  a: { color: v.accent, textDecoration: 'none' },
  'a:hover': { textDecoration: 'underline' },
  ':focus-visible': focusRing,
  '::selection': { backgroundColor: v.selected },
  'table, .tabular': { fontVariantNumeric: 'tabular-nums' },
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': {
      animationDuration: '0.01ms !important', animationIterationCount: '1 !important',
      transitionDuration: '0.01ms !important', scrollBehavior: 'auto',
    },
  },
}
