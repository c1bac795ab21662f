// Kernel, objects: layouts as values: which fields of a record stand where, for a role or a kind of record.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { filterAnswer, labelAnswer } from '../http/answer-part.ts'
import type { Fault } from '../http/errors.ts'
import { isKnownField, mayRead } from '../permission/rules.ts'
import { label } from '../workspace/input.ts'
import type { FieldDefinition, ObjectDefinition } from './definition.ts'
import { name } from './input.ts'
import { targetsOf } from './normalise.ts'
import { filterFaults, partAnswer, type Kind } from './screen-part.ts'

/** `when`: the field is shown only while the record meets it; `required`: the form asks for it while it is shown (the API does not). */
const place = z.strictObject({ field: name, when: z.unknown().optional(), required: z.boolean().optional() })
const section = z.strictObject({
  label, columns: z.union([z.literal(1), z.literal(2)]).default(1), collapsed: z.boolean().optional(), fields: z.array(place).max(500),
})
/** Records of `object` whose relation `field` points here. */
const related = z.strictObject({ object: name, field: name, columns: z.array(name).max(6).optional() })

const layout = {
  label,
  roles: z.array(z.string().max(200)).max(100),
  when: z.unknown().optional(),
  sections: z.array(section).min(1).max(50),
  /** Fields that are not shown; others that no section names stand in a last one. */
  hidden: z.array(name).max(600),
  /** Which related lists, in this order; absent: all. */
  related: z.array(related).max(50).nullish(),
  /** Names of the buttons, in this order; absent: all. */
  buttons: z.array(name).max(50).nullish(),
}

export const newLayout = z.strictObject({ object: name, name, ...layout, roles: layout.roles.default([]), hidden: layout.hidden.default([]) })
export const layoutChange = z.strictObject({ name, ...layout }).partial()
export const layoutAnswer = partAnswer.extend({
  sections: z.array(z.object({
    label: labelAnswer, columns: z.union([z.literal(1), z.literal(2)]), collapsed: z.boolean().optional(),
    fields: z.array(z.object({ field: z.string(), when: filterAnswer.nullish(), required: z.boolean().optional() })),
  })),
  hidden: z.array(z.string()), related: z.array(z.object({ object: z.string(), field: z.string(), columns: z.array(z.string()).optional() })).nullable(), buttons: z.array(z.string()).nullable(),
})
export type Layout = Omit<z.output<typeof newLayout>, 'object' | 'name'>

export const layoutKind: Kind<Layout> = {
  table: '_layout',

  check(context, object, { sections, hidden, related: lists }) {
    const faults: Fault[] = []
    const placed = new Set<string>()
    sections.forEach(({ fields }, at) => fields.forEach(({ field, when }, index) => {
      const path = `sections[${at}].fields[${index}]`
      if (!object.fields.some(each => each.name === field)) faults.push({ path: `${path}.field`, code: 'field.unknown' })
      else if (placed.has(field)) faults.push({ path: `${path}.field`, code: 'layout.repeated' })
      else faults.push(...filterFaults(context, object, when, `${path}.when`))
      placed.add(field)
    }))
    hidden.forEach((field, at) => {
      if (placed.has(field)) faults.push({ path: `hidden[${at}]`, code: 'layout.repeated' })
    })
    lists?.forEach((list, at) => faults.push(...relatedFaults(context, object, list, `related[${at}]`)))
    return faults
  },

  shown(context, object, { related: lists, ...layout }) {
    const may = (field: string) => object.fields.some(each => each.name === field) && isKnownField(context, object.name, field)
    const sections = layout.sections.map(each => ({ ...each, fields: each.fields.filter(({ field }) => may(field)).map(({ when, ...rest }) => filterFaults(context, object, when, 'when').length ? rest : { ...rest, ...when !== undefined && { when } }) }))
    return { ...layout, sections, hidden: layout.hidden.filter(may), related: lists?.flatMap(list => shownList(context, object, list)) ?? null, buttons: layout.buttons ?? null }
  },
}

type RelatedList = NonNullable<Layout['related']>[number]

function relationOf(context: Context, object: ObjectDefinition, list: RelatedList): FieldDefinition | undefined {
  return context.workspace.objects.get(list.object)?.fields.find(each => each.name === list.field && each.type === 'relation' && targetsOf(each).includes(object.name))
}

function relatedFaults(context: Context, object: ObjectDefinition, list: RelatedList, path: string): Fault[] {
  const target = context.workspace.objects.get(list.object)
  if (!target) return [{ path: `${path}.object`, code: 'object.unknown' }]
  if (!relationOf(context, object, list)) return [{ path: `${path}.field`, code: 'field.unknown' }]
  return (list.columns ?? []).flatMap((column, at): Fault[] => target.fields.some(each => each.name === column) ? [] : [{ path: `${path}.columns[${at}]`, code: 'field.unknown' }])
}

function shownList(context: Context, object: ObjectDefinition, list: RelatedList): RelatedList[] {
  const may = (field: string) => isKnownField(context, list.object, field)
  if (!relationOf(context, object, list) || !mayRead(context, list.object) || !may(list.field)) return []
  return [{ ...list, ...list.columns && { columns: list.columns.filter(column => context.workspace.objects.get(list.object)!.fields.some(each => each.name === column) && may(column)) } }]
}
