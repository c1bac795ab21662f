// Kernel, objects: which layouts and buttons name an object, a field or its options.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import type { Button } from './button.ts'
import { namesIn } from './button-template.ts'
import { recordChange } from './change.ts'
import type { ObjectDefinition } from './definition.ts'
import { say } from './describe.ts'
import type { Layout } from './layout.ts'
import { moveInFilter, type OptionMoves } from './option-mentions.ts'
import { readParts, type Row, type ScreenPart } from './screen-part.ts'
import { objectTexts } from './texts.ts'
import { filterUses, type Subject, type Use } from './uses.ts'

type Objects = ReadonlyMap<string, ObjectDefinition>

export async function usesByScreens(context: Context, objects: Objects, subject: Subject): Promise<Use[]> {
  const layouts = (await readParts<Layout>(context, { table: '_layout' })).filter(row => layoutUses(row, objects, subject))
  const buttons = (await readParts<Button>(context, { table: '_button' })).filter(row => buttonUses(row, objects, subject))
  return [...layouts.map(row => useOf(context, 'layout', row)), ...buttons.map(row => useOf(context, 'button', row))]
}

function useOf({ locale }: Context, kind: 'layout' | 'button', { id, definition: { label } }: Row<ScreenPart>): Use {
  return { path: `${kind}s.${id}`, text: `${objectTexts[kind][locale]} ${say(label, locale)}` }
}

/** That a layout hides a field is no use of it. */
function layoutUses({ object, definition: { when, sections, related } }: Row<Layout>, objects: Objects, subject: Subject): boolean {
  const places = sections.flatMap(section => section.fields)
  if (object === subject.object && (subject.field === undefined || places.some(({ field }) => field === subject.field))) return true
  if ([when, ...places.map(place => place.when)].some(filter => filterUses(filter, object, objects, subject))) return true
  return related?.some(list => list.object === subject.object && (subject.field === undefined || [list.field, ...list.columns ?? []].includes(subject.field))) ?? false
}

function buttonUses({ object, definition: { when, action } }: Row<Button>, objects: Objects, subject: Subject): boolean {
  if (filterUses(when, object, objects, subject)) return true
  const target = action.type === 'create' ? action.object : object
  if (subject.field === undefined) return object === subject.object || target === subject.object
  const data = action.type === 'link' ? {} : action.data
  if (target === subject.object && Object.hasOwn(data, subject.field)) return true
  const templates = action.type === 'link' ? [action.url] : Object.values(data)
  return object === subject.object && templates.some(text => typeof text === 'string' && namesIn(text)?.includes(subject.field!))
}

export interface MovedPart { kind: 'layout' | 'button', row: Row<ScreenPart>, after: ScreenPart, stuck: boolean, use: Use }

/** Layouts and buttons whose conditions, or values to set, name options that go, as they are to be afterwards. */
export async function moveInScreens(context: Context, objects: Objects, moves: OptionMoves): Promise<MovedPart[]> {
  const layouts = (await readParts<Layout>(context, { table: '_layout' })).map(row => moved(context, 'layout', row, mover => ({
    ...row.definition, when: mover.filter(row.object, row.definition.when),
    sections: row.definition.sections.map(section => ({ ...section, fields: section.fields.map(place => ({ ...place, when: mover.filter(row.object, place.when) })) })),
  }), objects, moves))
  const buttons = (await readParts<Button>(context, { table: '_button' })).map(row => moved(context, 'button', row, mover => {
    const { action, when } = row.definition
    const target = action.type === 'create' ? action.object : row.object
    return { ...row.definition, when: mover.filter(row.object, when), action: action.type === 'link' ? action : { ...action, data: mover.data(target, action.data) } }
  }, objects, moves))
  return [...layouts, ...buttons].filter(part => part !== undefined)
}

interface Mover { filter(object: string, filter: unknown): unknown, data(object: string, data: Record<string, unknown>): Record<string, unknown> }

function moved(context: Context, kind: MovedPart['kind'], row: Row<ScreenPart>, rewrite: (mover: Mover) => ScreenPart, objects: Objects, moves: OptionMoves): MovedPart | undefined {
  const state = { named: false, stuck: false }
  const filter: Mover['filter'] = (object, given) => {
    const { value, named, stuck } = moveInFilter(given, object, objects, moves)
    state.named ||= named
    state.stuck ||= stuck
    return value
  }
  const after = rewrite({ filter, data: (object, data) => {
    if (object !== moves.object || !Object.hasOwn(data, moves.field)) return data
    const values = [data[moves.field]].flat()
    if (!values.some(value => moves.targets.has(value as string))) return data
    const targets = values.map(value => moves.targets.get(value as string) ?? [value])
    state.named = true
    // which of two a split value is to become, nobody can say here
    if (targets.some(each => each.length !== 1)) state.stuck = true
    const next = [...new Set(targets.flat())]
    return { ...data, [moves.field]: Array.isArray(data[moves.field]) ? next : next[0] ?? null }
  } })
  return state.named ? { kind, row, after, stuck: state.stuck, use: useOf(context, kind, row) } : undefined
}

export async function saveMovedPart(context: Context, { kind, row, after }: MovedPart): Promise<void> {
  const stored = JSON.parse(JSON.stringify(after)) as ScreenPart
  await context.sql.query(sql`update ${identifier(context.workspace.schema, `_${kind}`)} set definition = ${JSON.stringify(stored)}, updated_at = ${context.now} where id = ${row.id}`)
  await recordChange(context, `_${kind}`, row.id, row.definition, stored)
}
