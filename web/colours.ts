// The shell's colours (LOOK.md): one teal accent, slightly warm neutrals, four semantic tones and the ten label colours.
// Each pair of text and ground is at WCAG AA or better; web/colours.test.ts measures them.

export const labelColours = ['gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'indigo', 'purple', 'pink'] as const
export type LabelColour = (typeof labelColours)[number]

/** `bg`/`fg`: a chip's ground and text. `solid`: a dot, a column's bar, a line of a chart. */
export type LabelTone = { bg: string; fg: string; solid: string }

const tone = (bg: string, fg: string, solid: string): LabelTone => ({ bg, fg, solid })

export const lightLabels: Record<LabelColour, LabelTone> = {
  gray: tone('#EEEBE6', '#57524A', '#8C857A'),
  red: tone('#FBE6E3', '#A32A20', '#D0483C'),
  orange: tone('#FCE8DA', '#974009', '#DB6B1F'),
  amber: tone('#FAEFCF', '#7A5200', '#CF9412'),
  green: tone('#E1F2E0', '#1F6B2B', '#3C9A49'),
  teal: tone('#DCF1EE', '#0A615C', '#14938B'),
  blue: tone('#E1EEFB', '#1B5A9B', '#3B82CE'),
  indigo: tone('#E8E9FB', '#4247A8', '#646BD6'),
  purple: tone('#F1E6FA', '#75379F', '#9C58CB'),
  pink: tone('#FBE5EF', '#9C2A62', '#D0538E'),
}

export const darkLabels: Record<LabelColour, LabelTone> = {
  gray: tone('#35322E', '#CFC9BF', '#9A9388'),
  red: tone('#4A2420', '#F5ADA5', '#E5695D'),
  orange: tone('#482A16', '#F5B78A', '#E98543'),
  amber: tone('#42320F', '#EBC56B', '#DBA632'),
  green: tone('#1F3A22', '#A2DBA7', '#58B565'),
  teal: tone('#153B38', '#8FDAD2', '#35AAA1'),
  blue: tone('#1B3550', '#A3CDF5', '#5B9EE0'),
  indigo: tone('#2B2D5A', '#BDC1FA', '#8187E8'),
  purple: tone('#3D2650', '#DDB8F5', '#B277DE'),
  pink: tone('#4A2136', '#F5ADCD', '#E072A6'),
}

export const light = {
  canvas: '#FBFAF8', paper: '#FFFFFF', sunken: '#F4F2EE', side: '#F5F3EF',
  hover: 'rgba(60, 48, 24, 0.055)', pressed: 'rgba(60, 48, 24, 0.1)', selected: '#E1F0EE',
  line: '#E7E3DC', lineStrong: '#C9C2B6',
  text: '#24211C', secondary: '#5C564D', muted: '#6F685D',
  accent: '#0B6E69', accentHover: '#095B57', accentText: '#FFFFFF', accentSoft: '#E1F0EE',
  good: '#1F6B2B', warn: '#7A5200', bad: '#B42318', badHover: '#96180F', info: '#1B5A9B',
  focus: '#0B6E69', backdrop: 'rgba(36, 30, 20, 0.3)',
  shadow: '0 0 0 1px rgba(60, 48, 24, 0.09), 0 4px 10px rgba(60, 48, 24, 0.07), 0 16px 40px rgba(60, 48, 24, 0.12)',
}

export const dark: typeof light = {
  canvas: '#171614', paper: '#1F1D1B', sunken: '#131210', side: '#1A1917',
  hover: 'rgba(255, 244, 224, 0.06)', pressed: 'rgba(255, 244, 224, 0.11)', selected: '#17312F',
  line: '#322F2B', lineStrong: '#514C45',
  text: '#EDEAE4', secondary: '#B8B2A8', muted: '#9C958A',
  accent: '#4FB8AE', accentHover: '#6BC8BF', accentText: '#06211F', accentSoft: '#17312F',
  good: '#7CCB86', warn: '#E2B650', bad: '#F0857A', badHover: '#F59C93', info: '#83B9EE',
  focus: '#4FB8AE', backdrop: 'rgba(0, 0, 0, 0.58)',
  shadow: '0 0 0 1px rgba(255, 244, 224, 0.1), 0 4px 10px rgba(0, 0, 0, 0.35), 0 16px 40px rgba(0, 0, 0, 0.5)',
}

/** A steady colour for a name (avatars, an option that has none). */
export function colourOf(name: string): LabelColour {
  let hash = 0
  for (const char of name) hash = (hash * 31 + char.codePointAt(0)!) >>> 0
  return labelColours[1 + (hash % (labelColours.length - 1))]
}
