// Kernel, objects: how a new version of installed values meets a customer's own edits: three ways, and her edit wins.
import { isDeepStrictEqual } from 'node:util'

type Plain = Record<string, unknown>

/**
 * `base` is what was installed before (undefined: nothing), `mine` what stands now, `theirs` what is to be installed.
 * What still equals the base follows; what was changed stays; what was taken away stays away; what is new is added.
 * Lists of named things (fields, options, stages) are merged by their name, lists of texts by adding, others as a whole.
 */
export function merge(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isDeepStrictEqual(base, theirs)) return mine
  if (isNamedList(mine) && isNamedList(theirs)) return mergeList(isNamedList(base) ? base : [], mine, theirs)
  if (isTextList(mine) && isTextList(theirs) && isTextList(base)) return [...mine, ...theirs.filter(text => !base.includes(text) && !mine.includes(text))]
  if (isPlain(mine) && isPlain(theirs)) return mergePlain(isPlain(base) ? base : {}, mine, theirs)
  if (base === undefined) return mine === undefined ? theirs : mine
  return isDeepStrictEqual(base, mine) ? theirs : mine
}

function mergePlain(base: Plain, mine: Plain, theirs: Plain): Plain {
  const result: Plain = { ...mine }
  for (const [key, value] of Object.entries(theirs)) {
    if (key === 'after' && typeof value === 'string') continue
    const merged = merge(base[key], mine[key], value)
    if (merged === undefined) delete result[key]
    else result[key] = merged
  }
  return result
}

function mergeList(base: Plain[], mine: Plain[], theirs: Plain[]): Plain[] {
  const result = [...mine]
  const known = new Map(base.map(item => [nameOf(item), item]))
  theirs.forEach((item, index) => {
    const name = nameOf(item)
    const at = result.findIndex(each => nameOf(each) === name)
    if (at >= 0) result[at] = mergePlain(known.get(name) ?? {}, result[at], item)
    else if (!known.has(name)) insert(result, item, [item.after, ...theirs.slice(0, index).reverse().map(nameOf)])
  })
  return result
}

/** After the first of `neighbours` that is there, else at the end. `after` is a wish of the installer, not part of the value. */
function insert(list: Plain[], { after: _, ...item }: Plain, neighbours: unknown[]): void {
  for (const neighbour of neighbours) {
    const at = list.findIndex(each => nameOf(each) === neighbour)
    if (at < 0) continue
    list.splice(at + 1, 0, item)
    return
  }
  list.push(item)
}

function nameOf(item: Plain): unknown {
  return item.name ?? item.value
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'string')
}

function isNamedList(value: unknown): value is Plain[] {
  return Array.isArray(value) && value.every(item => isPlain(item) && typeof nameOf(item) === 'string')
}
