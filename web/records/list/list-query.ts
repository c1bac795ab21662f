// What a list asks the server for. Pure.
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { bothFilters, type Filter } from '../filter/filter-model.ts'

export type ListQuery = { filter?: Filter; sort?: string; fields?: string; expand?: string }

const searchable = new Set(['text', 'email', 'phone'])
const searchNames = ['name', 'fullName', 'subject', 'companyName', 'email', 'phone', 'sku', 'salesOrderNumber']

/** A search within a list: any of the telling text fields contains what was typed. */
function searchFilter(object: ObjectInfo, typed: string | undefined): Filter | undefined {
  const asked = typed?.trim()
  if (!asked) return undefined
  // Numbers are looked for among phones only when there are some.
  const digits = asked.replace(/\D/g, '').length >= 3 && /^[\d\s+().-]+$/.test(asked)
  const suits = (field: FieldInfo) =>
    !field.masked && searchable.has(field.type) && searchNames.includes(field.name) && (field.type !== 'phone' || digits)
  const fields = object.fields.filter((field) => (field.name === object.title && field.type !== 'phone') || suits(field)).slice(0, 5)
  return { or: fields.map((field) => ({ [field.name]: { contains: asked } })) }
}

/** The fields of the columns and what their cells lean on; relations come with their titles. */
export function listQuery(object: ObjectInfo, fields: FieldInfo[], parts: { filter?: Filter | null; sort?: string; search?: string }): ListQuery {
  const names = new Set(['id', 'version', object.title, ...fields.map((field) => field.name)])
  // A stage's cell is edited among the stages of its own pipeline.
  for (const sibling of fields.map((field) => field.pipelineField)) if (typeof sibling === 'string') names.add(sibling)
  const known = new Set(object.fields.map((field) => field.name))
  const expand = fields.filter((field) => field.type === 'relation' && !field.masked).map((field) => field.name)
  return {
    filter: bothFilters(parts.filter ?? undefined, searchFilter(object, parts.search)),
    sort: parts.sort?.split(',').filter((each) => known.has(each.replace(/^[-+]/, ''))).join(',') || '-updatedAt',
    fields: [...names].filter((name) => known.has(name)).sort().join(','),
    expand: expand.length ? expand.sort().join(',') : undefined,
  }
}
