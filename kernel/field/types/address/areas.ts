// Field type address: Indonesia's provinces, cities, districts and villages with their postal codes. Some 90,000 areas,
// packed small (pack-areas.mjs; their source and licence: areas-notice.txt) and unpacked when first asked for.
import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

export interface Area {
  /** The ministry's: `31.71.01.1001`; what precedes the last dot is the area above. */
  code: string
  name: string
  level: 'province' | 'city' | 'district' | 'village'
  /** Of a village. */
  postalCode?: string
  /** The area above, absent for a province. */
  above?: Area
}

export const levels = ['province', 'city', 'district', 'village'] as const

interface Atlas { all: Area[], within: Map<string, Area[]> }

let atlas: Atlas | undefined

function readAtlas(): Atlas {
  const all: Area[] = []
  const within = new Map<string, Area[]>([['', []]])
  const path: Area[] = []
  let postalCode = ''
  for (const line of brotliDecompressSync(readFileSync(new URL('areas.br', import.meta.url))).toString('utf8').split('\n')) {
    const depth = line.lastIndexOf('\t') + 1
    const [part, name, told] = line.slice(depth).split('|')
    const above = path[depth - 1]
    postalCode = told ?? postalCode
    const area: Area = { code: above ? `${above.code}.${part}` : part, name, level: levels[depth], ...depth === 3 && { postalCode }, ...above && { above } }
    path[depth] = area
    all.push(area)
    within.get(above?.code ?? '')!.push(area)
    if (depth < 3) within.set(area.code, [])
  }
  return { all, within }
}

/**
 * The areas right below one (the provinces without one), or, asked for by a text alone, those of every level whose name
 * holds it and villages with that postal code. Undefined: there is no area with the code.
 */
export function findAreas(code: string | undefined, text = ''): Area[] | undefined {
  atlas ??= readAtlas()
  const asked = text.trim().toLowerCase()
  const list = code === undefined && asked ? atlas.all : atlas.within.get(code ?? '') ?? (atlas.all.some(area => area.code === code) ? [] : undefined)
  if (!asked || !list) return list
  return list.filter(area => area.name.toLowerCase().includes(asked) || area.postalCode === asked)
}
