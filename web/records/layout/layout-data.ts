// Layouts and buttons as the API sends them, and which layout a record is shown by: the server gives those of the member's
// role, the most particular first. They only arrange: what may be seen and changed, the fields' own rights say.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { meets } from '../../../kernel/object/screen-predicate.ts'
import { api, type Row } from '../../api.ts'
import type { Label } from '../../i18n.tsx'
import { useSession, type FieldInfo, type ObjectInfo } from '../../queries.ts'

export type Layout = Row<'GET /layouts'>
export type LayoutSection = Layout['sections'][number]
export type FieldPlace = LayoutSection['fields'][number]
export type RelatedList = NonNullable<Layout['related']>[number]
export type RecordButton = Row<'GET /buttons'>
export type ButtonAction = RecordButton['action']

const layoutsQuery = (object: string) => queryOptions({
  queryKey: ['layouts', object], staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get('/layouts', { query: { object, limit: 500 }, signal })).data,
})
export const buttonsQuery = (object: string) => queryOptions({
  queryKey: ['buttons', object], staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get('/buttons', { query: { object, limit: 500 }, signal })).data,
})

/** An administrator is sent all; on her own records, those of her role count. */
export const isMine = ({ roles }: Layout | RecordButton, role: string) => roles.length === 0 || roles.includes(role)

function chooseLayout(layouts: Layout[], role: string, record: Record<string, unknown>): Layout | undefined {
  return layouts.find((layout) => isMine(layout, role) && meets(layout.when, record))
}

/** Undefined: fields stand as their definitions say. `pending` while the layouts are on their way. */
export function useLayout(object: ObjectInfo, record: Record<string, unknown> | undefined): { layout: Layout | undefined; pending: boolean } {
  const role = useSession()?.member.role ?? ''
  const { data, isPending } = useQuery(layoutsQuery(object.name))
  return { layout: record && data && chooseLayout(data, role, record), pending: isPending }
}

/** The buttons of a record, or (without one) those for the selection of its list. */
export function useButtons(object: ObjectInfo, record?: Record<string, unknown>): RecordButton[] {
  const role = useSession()?.member.role ?? ''
  const { layout } = useLayout(object, record)
  const mine = (useQuery(buttonsQuery(object.name)).data ?? []).filter((button) => isMine(button, role) && button.places.includes(record ? 'record' : 'list'))
  const may = mine.filter(({ action, when }) => (action.type !== 'update' || (object.access.update !== 'none')) && (!record || meets(when, record)))
  return layout?.buttons ? layout.buttons.flatMap((name) => may.filter((button) => button.name === name)) : may
}

export type ShownSection = { label: Label; columns: 1 | 2; collapsed?: boolean; fields: { field: FieldInfo; required?: boolean }[] }

/** The sections of a layout with the fields that are to be seen now; `others` are those that it does not place and does not hide. */
export function arrange(layout: Layout, fields: FieldInfo[], record: Record<string, unknown>): { sections: ShownSection[]; others: FieldInfo[] } {
  const known = new Map(fields.map((field) => [field.name, field]))
  const sections = layout.sections.map(({ fields: places, ...section }) => ({
    ...section,
    fields: places.flatMap(({ field, when, required }) => {
      const found = known.get(field)
      return found && meets(when, record) ? [{ field: found, required }] : []
    }),
  }))
  const placed = new Set([...layout.hidden, ...layout.sections.flatMap((section) => section.fields.map((place) => place.field))])
  return { sections: sections.filter((section) => section.fields.length), others: fields.filter((field) => !placed.has(field.name)) }
}
