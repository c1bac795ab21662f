// Kernel, objects: who still uses an object or a field. What is in use is not taken away; the refusal lists the users.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import type { Module } from '../module.ts'
import type { Pipeline } from '../workspace/workspace.ts'
import type { SharingRule } from '../permission/sharing.ts'
import { derivedTypes, type ObjectDefinition } from './definition.ts'
import { say } from './describe.ts'
import { targetsOf } from './normalise.ts'
import { usesByScreens } from './screen-uses.ts'
import { objectTexts } from './texts.ts'
import { fieldsNamed } from './transition.ts'
import { filtersOf } from './validation.ts'
import type { StoredView } from './view.ts'

/** An object, one field of it, or (`values`) options of that field. */
export interface Subject { object: string, field?: string, values?: string[] }

/** `path` tells what uses it in the API's words (`views.<id>`), `text` in the caller's language. */
export const useAnswer = z.object({ path: z.string(), text: z.string() })
export type Use = z.output<typeof useAnswer>

type Objects = ReadonlyMap<string, ObjectDefinition>

/** Throws `conflict.inUse` with the list when anything uses the subject. */
export async function refuseUsed(context: Context, objects: Objects, modules: Module[], subject: Subject): Promise<void> {
  refuseUses(await listUses(context, objects, modules, subject))
}

/** Everything that names the subject. */
export async function listUses(context: Context, objects: Objects, modules: Module[], subject: Subject): Promise<Use[]> {
  const uses = [...usesByObjects(context, objects, subject), ...await usesByPipelines(context, subject), ...await usesByViews(context, objects, subject), ...await usesByScreens(context, objects, subject), ...await usesByRules(context, objects, subject)]
  for (const module of modules) uses.push(...await module.uses?.(context, subject) ?? [])
  return uses
}

export function refuseUses(uses: Use[]): void {
  if (uses.length === 0) return
  const listed = uses.slice(0, 20).map(use => use.text).join(', ')
  throw new Problem('conflict.inUse', { parameters: { uses: listed }, faults: uses.map(use => ({ path: use.path, code: 'conflict.inUse', parameters: { uses: use.text } })) })
}

function usesByObjects({ locale }: Context, objects: Objects, { object, field }: Subject): Use[] {
  const own = objects.get(object)!
  if (field !== undefined) {
    const uses: Use[] = []
    for (const [at, set] of (own.uniqueSets ?? []).entries()) if (set.fields.includes(field)) uses.push({ path: `objects.${object}.uniqueSets[${at}]`, text: objectTexts.uniqueSet[locale] })
    for (const rule of own.validations ?? []) if (rule.field === field || rule.keep?.includes(field) || filtersOf(rule).some(filter => filterUses(filter, object, objects, { object, field }))) uses.push({ path: `objects.${object}.validations.${rule.name}`, text: `${objectTexts.validation[locale]} ${rule.name}` })
    if (own.title === field) uses.push({ path: `objects.${object}.title`, text: objectTexts.title[locale] })
    for (const other of own.fields) {
      const named = other.pipelineField === field || other.computed?.includes(`"${field}"`) || other.options?.some(({ when }) => when?.field === field) || (other.transitions && fieldsNamed(other.transitions).has(field)) || (derivedTypes.has(other.type) && other.derivedFrom?.includes(field))
      if (named) uses.push({ path: `objects.${object}.fields.${other.name}`, text: `${objectTexts.field[locale]} ${say(other.label, locale)}` })
    }
    return [...uses, ...usesByComputed(objects, { object, field }, locale)]
  }
  return [...objects.values()].filter(other => other.name !== object).flatMap(other => other.fields.filter(each => each.rollup?.object === object || (targetsOf(each).includes(object) && !each.toCustom)).map(each => ({
    path: `objects.${other.name}.fields.${each.name}`, text: `${objectTexts.field[locale]} ${say(other.label, locale)}: ${say(each.label, locale)}`,
  })))
}

/** Formulas and roll-ups of other objects that read the field. */
function usesByComputed(objects: Objects, { object, field }: Subject, locale: Context['locale']): Use[] {
  return [...objects.values()].filter(other => other.name !== object).flatMap(other => other.fields.filter(each => derivedTypes.has(each.type) && each.derivedFrom?.includes(`${object}.${field}`)).map(each => ({
    path: `objects.${other.name}.fields.${each.name}`, text: `${objectTexts.field[locale]} ${say(other.label, locale)}: ${say(each.label, locale)}`,
  })))
}

/** Stages that require the field, and transition rules that require or set it. */
async function usesByPipelines({ sql: queryable, workspace, locale }: Context, { object, field }: Subject): Promise<Use[]> {
  if (field === undefined) return []
  const rows = await queryable.query<{ definition: Pipeline }>(sql`select definition from ${identifier(workspace.schema, '_pipeline')} where object = ${object} order by name`)
  const ruled = rows.filter(({ definition }) => definition.transitions && fieldsNamed(definition.transitions).has(field)).map(({ definition }) => ({
    path: `pipelines.${definition.name}.transitions`, text: `${objectTexts.transitions[locale]} ${say(definition.label, locale)}`,
  }))
  return [...ruled, ...rows.flatMap(({ definition }) => definition.stages.filter(stage => stage.required?.includes(field)).map(stage => ({
    path: `pipelines.${definition.name}.stages.${stage.value}`, text: `${objectTexts.stage[locale]} ${say(stage.label, locale)}`,
  })))]
}

async function usesByViews(context: Context, objects: Objects, subject: Subject): Promise<Use[]> {
  const rows = await context.sql.query<{ id: string, object: string, definition: StoredView }>(sql`select id, object, definition
    from ${identifier(context.workspace.schema, '_view')} order by position`)
  return rows.filter(row => viewUses(row.object, row.definition, objects, subject)).map(({ id, definition }) => ({
    path: `views.${id}`, text: `${objectTexts.view[context.locale]} ${say(definition.label, context.locale)}`,
  }))
}

/** Rules are asked of the open transaction: one may have been made since the workspace was read. */
async function usesByRules(context: Context, objects: Objects, subject: Subject): Promise<Use[]> {
  const rows = await context.sql.query<{ id: string, object: string, definition: SharingRule }>(sql`select id, object, definition
    from ${identifier(context.workspace.schema, '_sharing_rule')} order by created_at, id`)
  return rows.filter(({ object, definition }) => (object === subject.object && subject.field === undefined) || filterUses(definition.filter, object, objects, subject))
    .map(({ id, definition }) => ({ path: `sharingRules.${id}`, text: `${objectTexts.sharingRule[context.locale]} ${say(definition.label, context.locale)}` }))
}

function viewUses(object: string, { filter, sort, columns, groupBy = '', dateField, colorBy, totals = [] }: StoredView, objects: Objects, subject: Subject): boolean {
  if (filterUses(filter, object, objects, subject)) return true
  // `closingDate:month`, or `company.segment` across a relation
  const [group, inner] = groupBy.split(':')[0].split('.')
  if (inner !== undefined && inner === subject.field && objects.get(object)?.fields.some(each => each.name === group && each.to === subject.object)) return true
  if (object !== subject.object) return false
  if (subject.field === undefined) return true
  const sorted = (sort ?? '').split(',').map(part => part.trim().replace(/^[-+]/, ''))
  return [...columns ?? [], ...sorted, group, dateField, colorBy, ...totals.map(total => total.split(':')[1])].includes(subject.field)
}

/** Whether a filter on `object` names the subject, also across relations. */
export function filterUses(filter: unknown, object: string, objects: Objects, subject: Subject): boolean {
  if (Array.isArray(filter)) return filter.some(each => filterUses(each, object, objects, subject))
  if (typeof filter !== 'object' || filter === null) return false
  return Object.entries(filter).some(([key, value]) => {
    if (key === 'and' || key === 'or' || key === 'not') return filterUses(value, object, objects, subject)
    if (object === subject.object && key === subject.field) return true
    const field = objects.get(object)?.fields.find(each => each.name === key)
    if (field?.type !== 'relation') return false
    if (!Array.isArray(field.to)) return filterUses(value, field.to!, objects, subject)
    return Object.entries(value ?? {}).some(([target, inner]) => target === subject.object && subject.field === undefined || filterUses(inner, target, objects, subject))
  })
}
