// Words of the file that are no options yet become options (or stages), if the caller may change definitions.
import type { Context } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { lockDefinitions, saveDefinitions } from '../../object/change.ts'
import type { ObjectDefinition, Option } from '../../object/definition.ts'
import type { Pipeline } from '../../workspace/workspace.ts'
import { knownValue } from './headings.ts'
import type { Column, Conversion } from './convert.ts'
import type { FileRow } from './rows.ts'

const MOST_NEW = 200
const colors = ['blue', 'teal', 'amber', 'purple', 'green', 'orange', 'indigo', 'pink', 'red', 'gray']

/** Words by field name that the rows hold and the field does not know. */
export function findNewOptions({ object, columns }: Conversion, rows: FileRow[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const column of columns) {
    const { field } = column
    if (field.type !== 'select' && field.type !== 'multiSelect') continue
    const known = new Set((field.options ?? []).flatMap(({ value, label }) => [value, label.en, label.id]).filter(Boolean).map(text => text!.toLowerCase()))
    const fresh = new Map<string, string>()
    for (const text of rows.flatMap(row => words(column, row))) {
      if (!known.has(text.toLowerCase()) && column.target.values?.[text] === undefined && knownValue(object.name, field.name, text) === undefined) fresh.set(text.toLowerCase(), text)
    }
    if (fresh.size) found.set(field.name, [...fresh.values()].slice(0, MOST_NEW))
  }
  return found
}

function words({ field, at }: Column, { cells }: FileRow): string[] {
  const text = cells[at]?.trim() ?? ''
  if (text === '') return []
  return field.type === 'multiSelect' ? text.split(/[;,]/).map(part => part.trim()).filter(Boolean) : [text]
}

/** Adds them in a transaction of its own; other imports and administrators may be adding at the same time. */
export async function addOptions(context: Context, database: Database, object: ObjectDefinition, fresh: Map<string, string[]>): Promise<void> {
  await database.transaction(async transaction => {
    const inside = { ...context, sql: transaction }
    const before = await lockDefinitions(inside)
    const after = { objects: new Map(before.objects), pipelines: new Map(before.pipelines) }
    const stored = before.objects.get(object.name)!
    const fields = stored.fields.map(field => {
      const texts = fresh.get(field.name)
      return texts && !field.pipelineField ? { ...field, options: extend(field.options ?? [], texts) } : field
    })
    after.objects.set(object.name, { ...stored, fields })
    for (const field of stored.fields) if (field.pipelineField && fresh.has(field.name)) addStages(after.pipelines, object, fresh.get(field.name)!)
    await saveDefinitions(inside, before, after)
  })
}

function addStages(pipelines: Map<string, Pipeline>, object: ObjectDefinition, texts: string[]): void {
  const pipeline = [...pipelines.values()].find(each => each.object === object.name)
  if (!pipeline) return
  const open = pipeline.stages.findIndex(stage => stage.kind !== 'open')
  const added = extend(pipeline.stages, texts).slice(pipeline.stages.length).map(option => ({ ...option, color: option.color!, probability: 50, kind: 'open' as const }))
  const at = open < 0 ? pipeline.stages.length : open
  pipelines.set(pipeline.name, { ...pipeline, stages: [...pipeline.stages.slice(0, at), ...added, ...pipeline.stages.slice(at)] })
}

function extend(options: Option[], texts: string[]): Option[] {
  const list = [...options]
  for (const text of texts) {
    if (list.some(({ value, label }) => [value, label.en, label.id].some(each => each?.toLowerCase() === text.toLowerCase()))) continue
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
