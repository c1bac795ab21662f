// WCAG 2.2 AA for every pair of text and ground that the theme makes, in both schemes: measured, not believed.
import { expect, test } from 'vitest'
import { dark, darkLabels, light, lightLabels } from './colours.ts'

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

/** `rgba(r, g, b, a)` laid over a ground, as `#rrggbb`. */
function over(ground: string, veil: string): string {
  const [r, g, b, a] = veil.match(/[\d.]+/g)!.map(Number)
  return `#${[r, g, b].map((value, index) => {
    const under = Number.parseInt(ground.slice(1 + index * 2, 3 + index * 2), 16)
    return Math.round(value * a + under * (1 - a)).toString(16).padStart(2, '0')
  }).join('')}`
}

test.each([['light', light, lightLabels], ['dark', dark, darkLabels]] as const)('%s: text reaches 4.5:1 on every ground it stands on', (_name, tokens, labels) => {
  const grounds = [tokens.canvas, tokens.paper, tokens.sunken, tokens.side, over(tokens.side, tokens.hover), over(tokens.paper, tokens.hover)]
  const pairs: [string, string, string][] = [
    ...grounds.flatMap((ground) => (['text', 'secondary', 'muted', 'accent', 'bad', 'good', 'warn', 'info'] as const).map((name): [string, string, string] => [`${name} on ${ground}`, tokens[name], ground])),
    ['accentText on accent', tokens.accentText, tokens.accent], ['accentText on accentHover', tokens.accentText, tokens.accentHover],
    ['paper on bad', tokens.paper, tokens.bad], ['accent on selected', tokens.accent, tokens.selected], ['text on selected', tokens.text, tokens.selected],
    ...Object.entries(labels).map(([name, tone]): [string, string, string] => [`label ${name}`, tone.fg, tone.bg]),
  ]
  const short = pairs.map(([name, text, ground]) => [name, Number(contrast(text, ground).toFixed(2))] as const).filter(([, ratio]) => ratio < 4.5)
  expect(short).toEqual([])
})

test.each([['light', light, lightLabels], ['dark', dark, darkLabels]] as const)('%s: dots, bars and the focus ring reach 3:1 where they carry meaning', (_name, tokens, labels) => {
  const ring = [tokens.canvas, tokens.paper, tokens.side].map((ground) => contrast(tokens.focus, ground))
  expect(Math.min(...ring)).toBeGreaterThanOrEqual(3)
  expect(Object.values(labels).filter((tone) => contrast(tone.solid, tokens.paper) < 2.6)).toEqual([])
})
