// Words of the file that are no options yet become options (or stages), if the caller may change definitions.
import type { Context } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { lockDefinitions, saveDefinitions } from '../../object/change.ts'
import type { ObjectDefinition, Option } from '../../object/definition.ts'
import type { Pipeline, Workspace } from '../../workspace/workspace.ts'
import type { Column, Conversion } from './convert.ts'
import type { FileRow } from './csv-reader.ts'
import { knownValue } from './headings.ts'

/** A column with more different words than this is no choice: it was mapped by mistake. */
const MOST_OPTIONS = 300
const LONGEST = 100
const colors = ['blue', 'teal', 'amber', 'purple', 'green', 'orange', 'indigo', 'pink', 'red', 'gray']

/** Words by field name. */
export type NewOptions = Map<string, string[]>

/** What the rows hold and the field does not know. */
export function findNewOptions({ object, columns }: Conversion, rows: FileRow[]): NewOptions {
  const found: NewOptions = new Map()
  for (const column of columns) {
    const { field } = column
    if (field.type !== 'select' && field.type !== 'multiSelect') continue
    const seen = new Set<string>()
    const known = new Set((field.options ?? []).flatMap(namesOf))
    for (const row of rows) for (const text of words(column, row, known)) seen.add(text)
    const fresh = new Map<string, string>()
    for (const word of seen) {
      const text = word.normalize()
      const isKnown = known.has(text.toLowerCase()) || (column.target.values && Object.hasOwn(column.target.values, word)) || knownValue(object.name, field.name, text) !== undefined
      if (!isKnown && text.length <= LONGEST && !text.includes('\0')) fresh.set(text.toLowerCase(), text)
    }
    const room = MOST_OPTIONS - (field.options?.length ?? 0)
    if (fresh.size && fresh.size <= room) found.set(field.name, [...fresh.values()])
  }
  return found
}

function namesOf({ value, label }: Option): string[] {
  return [value, label.en, label.id].filter(text => text !== undefined).map(text => text.toLowerCase())
}

function words({ field, at }: Column, { cells }: FileRow, known: Set<string>): string[] {
  const text = cells[at]?.trim() ?? ''
  if (text === '' || known.has(text.normalize().toLowerCase())) return []
  return field.type === 'multiSelect' ? text.split(text.includes(';') ? ';' : ',').map(part => part.trim()).filter(Boolean) : [text]
}

/** Adds them in a transaction of its own; other imports and administrators may be adding at the same time. */
export async function addOptions(context: Context, database: Database, name: string, fresh: NewOptions): Promise<void> {
  await database.transaction(async transaction => {
    const inside = { ...context, sql: transaction }
    const before = await lockDefinitions(inside)
    const stored = before.objects.get(name)
    // gone meanwhile: the rows will say so
    if (!stored) return
    await saveDefinitions(inside, before, extendDefinitions(before, stored, fresh, field => field.pipelineField === undefined))
  })
}

/** The workspace as it would be with them, for a dry run. */
export function pretendOptions(workspace: Workspace, name: string, fresh: NewOptions): Workspace {
  const object = workspace.objects.get(name)
  return object ? { ...workspace, ...extendDefinitions(workspace, object, fresh, () => true) } : workspace
}

/** `owns`: which fields keep their options themselves; those of a stage are its pipeline's. */
function extendDefinitions({ objects, pipelines }: Pick<Workspace, 'objects' | 'pipelines'>, object: ObjectDefinition, fresh: NewOptions, owns: (field: ObjectDefinition['fields'][number]) => boolean): Pick<Workspace, 'objects' | 'pipelines'> {
  const after = { objects: new Map(objects), pipelines: new Map(pipelines) }
  const fields = object.fields.map(field => {
    const texts = fresh.get(field.name)
    if (texts && field.pipelineField) addStages(after.pipelines, object.name, texts)
    return texts && owns(field) ? { ...field, options: extend(field.options ?? [], texts) } : field
  })
  after.objects.set(object.name, { ...object, fields })
  return after
}

/** New stages stand before the won and lost ones, in the object's first pipeline. */
function addStages(pipelines: Map<string, Pipeline>, object: string, texts: string[]): void {
  const pipeline = [...pipelines.values()].find(each => each.object === object)
  if (!pipeline) return
  const open = pipeline.stages.findIndex(stage => stage.kind !== 'open')
  const added = extend(pipeline.stages, texts).slice(pipeline.stages.length).map(option => ({ ...option, color: option.color!, probability: 50, kind: 'open' as const }))
  const at = open < 0 ? pipeline.stages.length : open
  pipelines.set(pipeline.name, { ...pipeline, stages: [...pipeline.stages.slice(0, at), ...added, ...pipeline.stages.slice(at)] })
}

function extend(options: Option[], texts: string[]): Option[] {
  const list = [...options]
  for (const text of texts) {
    if (list.some(option => namesOf(option).includes(text.toLowerCase()))) continue
    list.push({ value: freeValue(list, text), label: { en: text, id: text }, color: colors[list.length % colors.length] })
  }
  return list
}

/** `Proposal/Price Quote` → `proposalPriceQuote`, with a number where that is taken. */
function freeValue(options: Option[], text: string): string {
  const parts = text.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, ' ').trim().split(' ').filter(Boolean)
  const camel = parts.map((part, at) => at === 0 ? part.toLowerCase() : part[0].toUpperCase() + part.slice(1).toLowerCase()).join('').replace(/^(\d)/, 'o$1').slice(0, 40) || 'option'
  let value = camel
  for (let number = 2; options.some(option => option.value === value); number++) value = `${camel}${number}`
  return value
}
