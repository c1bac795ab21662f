// Kernel, objects: formulas and roll-ups of a workspace together: what each reads, of which type it is, that none stands
// on itself. Checked whenever definitions change, since one object's field may be another's source.
import { isDeepStrictEqual } from 'node:util'
import { compileFormula, type Formula } from '../field/formula/formula.ts'
import { InvalidValue } from '../field/field-type.ts'
import { typeOf } from '../field/types/index.ts'
import { fieldsOf, parseFilter } from '../filter/filter.ts'
import type { FieldEnvironment } from '../field/field-type.ts'
import { refuse, type Fault } from '../http/errors.ts'
import type { Pipeline } from '../workspace/workspace.ts'
import { derivedTypes, type FieldDefinition, type ObjectDefinition, type Rollup } from './definition.ts'
import { completeObject } from './normalise.ts'
import { fillStages } from './pipeline.ts'

type Objects = ReadonlyMap<string, ObjectDefinition>

/** `deal.amount`. */
const placeOf = (object: string, field: string) => `${object}.${field}`

/**
 * The objects with each computed field's `result` and `derivedFrom` filled in. Throws a Problem for what cannot be
 * computed; the path is `formula` or `rollup`, behind the field where it is not the only one that changed.
 */
export function settleDerived(stored: Map<string, ObjectDefinition>, pipelines: Iterable<Pipeline>): Map<string, ObjectDefinition> {
  if (![...stored.values()].some(object => object.fields.some(isDerived))) return stored
  // with the stages that the pipelines give: a roll-up may ask for one
  const objects = new Map(fillStages([...stored.values()].map(completeObject), pipelines).map(object => [object.name, object]))
  const sources = new Map<string, string[]>()
  const settled = new Map(stored)
  // a formula on a formula needs the type of the other first: as many rounds as the longest chain has links
  for (let open = listDerived(objects), last = Infinity; open.length && open.length < last;) {
    last = open.length
    open = open.filter(({ object, field }) => !settle(object, field, objects, sources, settled, last === 1))
  }
  const left = listDerived(objects).filter(({ object, field }) => !sources.has(placeOf(object, field.name)))
  for (const { object, field } of left) settle(object, field, objects, sources, settled, true)
  refuseLoops(sources)
  for (const { object, field } of listDerived(objects)) put(settled, object, field.name, { derivedFrom: allSources(object, field.name, sources) })
  return settled
}

function put(objects: Map<string, ObjectDefinition>, name: string, field: string, more: Partial<FieldDefinition>): void {
  const object = objects.get(name)!
  objects.set(name, { ...object, fields: object.fields.map(each => each.name === field ? { ...each, ...more } : each) })
}

/** Also what its sources are computed from: `amount` of the object itself, `company.industry` of another. */
function allSources(object: string, field: string, sources: ReadonlyMap<string, string[]>): string[] {
  const found = new Set<string>()
  const add = (place: string): void => {
    for (const source of sources.get(place) ?? []) {
      if (found.has(source)) continue
      found.add(source)
      add(source)
    }
  }
  add(placeOf(object, field))
  return [...found].map(place => place.startsWith(`${object}.`) ? place.slice(object.length + 1) : place)
}

/** Whether the object has computed fields that were computed otherwise before, or not at all, new ones that number its records, or other weights. */
export function isComputedAnew(before: ObjectDefinition | undefined, after: ObjectDefinition): boolean {
  if (!before) return false
  const meaning = (field: FieldDefinition | undefined) => JSON.stringify([field?.formula, field?.rollup, field?.result])
  const old = new Map(before.fields.map(field => [field.name, field]))
  return !isDeepStrictEqual(weightsOf(before), weightsOf(after)) || after.fields.some(field => isDerived(field) ? meaning(field) !== meaning(old.get(field.name)) : field.type === 'autoNumber' && !old.has(field.name))
}

/** What each field counts for in a record's completeness. */
function weightsOf({ fields }: ObjectDefinition): Record<string, number> {
  return Object.fromEntries(fields.flatMap(({ name, weight }) => weight ? [[name, weight]] : []))
}

const isDerived = ({ type }: FieldDefinition) => derivedTypes.has(type)

function listDerived(objects: Objects): { object: string, field: FieldDefinition }[] {
  return [...objects.values()].flatMap(object => object.fields.filter(isDerived).map(field => ({ object: object.name, field })))
}

/** False when it stands on another that is not settled yet; throws what is wrong when `final`. */
function settle(name: string, field: FieldDefinition, objects: Map<string, ObjectDefinition>, sources: Map<string, string[]>, settled: Map<string, ObjectDefinition>, final: boolean): boolean {
  const object = objects.get(name)!
  try {
    const { result, reads } = field.type === 'formula' ? formulaReads(compileFormula(field, object, objects), object) : rollupReads(field, object, objects)
    // the column is what it is
    if (field.result !== undefined && field.result !== result) throw new InvalidValue('type.fixed', { from: field.result, to: result })
    sources.set(placeOf(name, field.name), reads)
    for (const all of [objects, settled]) put(all, name, field.name, { result })
    return true
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    if (!final) return false
    throw refuse([{ path: field.type, code: error.code, parameters: { field: field.name, ...error.parameters } }])
  }
}

function formulaReads({ result, fields, related }: Formula, object: ObjectDefinition): { result: string, reads: string[] } {
  const targets = [...related].flatMap(([relation, names]) => names.map(each => placeOf(object.fields.find(field => field.name === relation)!.to as string, each)))
  return { result, reads: [...fields.map(each => placeOf(object.name, each)), ...targets] }
}

/** What a roll-up of this kind of values is kept as. */
function rollupReads({ rollup, result }: FieldDefinition, object: ObjectDefinition, objects: Objects): { result: string, reads: string[] } {
  const invalid = (reason: string) => new InvalidValue('rollup.invalid', { reason })
  if (!rollup) throw invalid('rollup')
  const source = objects.get(rollup.object)
  const by = source?.fields.find(each => each.name === rollup.by && each.type === 'relation' && [each.to].flat().includes(object.name))
  if (!source || !by) throw invalid(`${rollup.object}.${rollup.by}`)
  // its value would be that of whoever wrote last
  const personal = /"(@me|@branch)"/.exec(JSON.stringify(rollup.filter ?? null))
  if (personal) throw invalid(personal[1])
  const filtered = rollup.filter === undefined ? [] : [...fieldsOf(parseFilter(rollup.filter, source, { objects: () => undefined, environment: plainEnvironment, canRead: () => true, rows: () => ({ kind: 'all' }) }))]
  const reads = [rollup.by, ...rollup.of ? [rollup.of] : [], ...filtered].map(each => placeOf(source.name, each))
  if (rollup.measure === 'count') return { result: 'number', reads }
  const measured = source.fields.find(each => each.name === rollup.of)
  if (!measured || !measures(measured, rollup.measure)) throw invalid(`${rollup.measure}: ${rollup.of ?? '–'}`)
  const kept = measured.result ?? measured.type
  // 3 and 4 stars are 3.5 together; an average that is kept as stars stays so
  const parted = kept === 'number' || (kept === 'rating' && result !== 'rating')
  return { result: rollup.measure === 'avg' && parted ? 'decimal' : kept, reads }
}

/** Which columns hold one plain value, and so can be the first or last of many. */
const plain = new Set(['text', 'longText', 'number', 'decimal', 'percent', 'currency', 'boolean', 'date', 'dateTime', 'email', 'phone', 'url', 'rating'])

function measures(field: FieldDefinition, measure: Rollup['measure']): boolean {
  if (measure === 'first' || measure === 'last') return plain.has(field.result ?? field.type)
  return typeOf(field).measures.includes(measure as 'sum')
}

/** For reading a filter's names; its values are parsed anew with the workspace's own when they are needed. */
const plainEnvironment: FieldEnvironment = {
  currency: 'IDR', timeZone: 'Asia/Jakarta', phoneCountry: 'ID', locale: 'en', now: new Date(0), me: null, optionsOf: field => field.options ?? [], lenient: false,
}

/** Follows each computed value to its sources; one that comes back to itself is told with the way it took. */
function refuseLoops(sources: ReadonlyMap<string, string[]>): void {
  const faults: Fault[] = []
  const done = new Set<string>()
  const follow = (place: string, way: string[]): void => {
    const at = way.indexOf(place)
    if (at >= 0) {
      faults.push({ path: 'formula', code: 'formula.loop', parameters: { way: [...way.slice(at), place].join(' → ') } })
      return
    }
    if (done.has(place)) return
    for (const source of sources.get(place) ?? []) follow(source, [...way, place])
    done.add(place)
  }
  for (const place of sources.keys()) follow(place, [])
  if (faults.length) throw refuse(faults.slice(0, 1))
}
