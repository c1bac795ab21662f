// What a list shows, put together from the saved view, what the address changes in it, and the columns kept on this device.
import { useMemo } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import { sameFilter, type Filter } from '../filter/filter-model.ts'
import { isStage } from '../options.ts'
import { cardFields } from '../board/board-model.ts'
import { useColumnPrefs } from './column-prefs.ts'
import { defaultColumns, layColumns, moveColumn, readSort, writeSort, type Column, type SortEntry } from './columns.ts'
import { useStable } from '../use-stable.ts'
import { leadWidth } from '../grid/grid-style.ts'
import { useViews, type SavedView, type ViewDraft } from './views.ts'
import { colourFields, dateFields } from '../calendar/calendar-model.ts'
import { useListAddress, type ListAddress, type ListKind } from './list-address.ts'

export type ListModel = {
  object: ObjectInfo
  address: ListAddress
  change: ReturnType<typeof useListAddress>['change']
  views: SavedView[]
  /** Undefined for "All". */
  view: SavedView | undefined
  kind: ListKind
  filter: Filter | undefined
  sort: SortEntry[]
  columns: Column[]
  /** The names of the columns, or of what a board's cards show; and what they are while nobody has chosen. */
  order: string[]
  standard: string[]
  /** The select field whose options are the board's columns. */
  groupBy: string | undefined
  /** A table's groups, such as `closingDate:month`, and the measures that are added up. */
  tableGroup: string | undefined
  totals: string[]
  /** A calendar's date field and the select that colours it. */
  dateField: string | undefined
  colorBy: string | undefined
  /** Differs from the saved view. */
  changed: boolean
  /** The list as it stands, for saving it as a view. */
  draft: Omit<ViewDraft, 'label' | 'visibility'>
  setFilter: (filter: Filter | undefined) => void
  setSort: (sort: SortEntry[]) => void
  setOrder: (order: string[]) => void
  setWidth: (field: string, width: number) => void
  setPinned: (field: string, pinned: boolean) => void
  reset: () => void
}

export const allViews = 'all'

/** In the address: a table without the groups of its view. */
export const noGroup = 'none'

/** In the address: a calendar without colours. */
export const noColour = 'none'

/** What the address says of a list beyond its view, taken back. */
export const unchanged: Partial<ListAddress> = { filter: undefined, sort: undefined, kind: undefined, group: undefined, totals: undefined, date: undefined, color: undefined }

/** Whether one of the saved views shows everything in a table, so that the built-in "All" is not needed. */
export const hasOwnAll = (views: SavedView[]) =>
  views.some((view) => view.kind === 'table' && sameFilter(view.filter, undefined))

/** The fields that a board can have its columns by: the stage first. */
export const groupFields = (object: ObjectInfo) =>
  object.fields.filter((field) => (field.type === 'select' || (['user', 'boolean'].includes(field.type) && !field.readOnly && !field.computed)) && field.name !== 'pipeline')
    .sort((one, other) => Number(isStage(other)) - Number(isStage(one)) || Number(other.type === 'select') - Number(one.type === 'select'))

export function useListModel(object: ObjectInfo): ListModel {
  const { address, change } = useListAddress()
  const { data: views, first } = useViews(object.name)
  const chosen = address.view ?? first.own ?? first.role
  const view = chosen === allViews && !hasOwnAll(views)
    ? undefined
    : (views.find((one) => one.id === chosen) ?? (hasOwnAll(views) ? views[0] : undefined))
  const filter = useStable(address.filter ?? view?.filter ?? undefined)
  const sort = address.sort ?? view?.sort ?? ''
  const sorting = useMemo(() => readSort(sort), [sort])
  const kind = address.kind ?? view?.kind ?? 'table'
  // what cards show is no table's columns, nor the other way round: a view's are its own kind's alone
  const apart = (kind === 'board') !== (view?.kind === 'board')
  const [prefs, setPrefs] = useColumnPrefs(object.name, `${view?.id ?? allViews}${apart ? (kind === 'board' ? '.board' : '.table') : ''}`, object.title)
  const boards = groupFields(object)
  const groupBy = [address.group, view?.kind === 'board' ? view.groupBy : undefined].find((name) => boards.some((field) => field.name === name)) ?? boards[0]?.name
  const ownGroup = view?.kind === 'table' ? view.groupBy ?? undefined : undefined
  const tableGroup = address.group === noGroup ? undefined : address.group ?? ownGroup
  const viewTotals = view?.totals?.join() ?? ''
  const totals = useStable((address.totals ?? viewTotals).split(',').filter(Boolean))
  const dateField = address.date ?? view?.dateField ?? dateFields(object)[0]?.name
  const colorBy = address.color ?? view?.colorBy ?? (view?.kind === 'calendar' ? undefined : colourFields(object)[0]?.name)
  const boardBy = object.fields.find((field) => field.name === groupBy)
  const standard = kind === 'board' && boardBy ? cardFields(object, boardBy, undefined).facts.map((field) => field.name) : defaultColumns(object)
  const viewColumns = !apart && view?.columns && (view.columns.length || kind === 'board') ? view.columns : standard
  const order = useStable(prefs.order ?? viewColumns)
  const columns = useMemo(() => layColumns(object, kind === 'board' ? [object.title, ...order.filter((name) => name !== object.title)] : order, prefs, leadWidth), [object, kind, order, prefs])
  const changed = view !== undefined && (
    !sameFilter(filter, view.filter) || sort !== (view.sort ?? '') || kind !== view.kind || order.join() !== viewColumns.join() || (kind === 'board' && groupBy !== (view.groupBy ?? groupBy))
    || (kind === 'table' && (tableGroup !== ownGroup || totals.join() !== viewTotals))
    || (kind === 'calendar' && (dateField !== (view.dateField ?? dateField) || (address.color ?? view.colorBy) !== view.colorBy))
  )
  const setOrder = (next: string[]) => setPrefs({ order: next })
  return {
    object, address, change, views, view, kind, filter, sort: sorting, columns, order, standard: viewColumns, groupBy, tableGroup, totals, dateField, colorBy, changed,
    draft: {
      object: object.name, kind, filter: filter ?? null, sort: sort || null, columns: order,
      groupBy: (kind === 'board' ? groupBy : kind === 'table' ? tableGroup : undefined) ?? null, totals: kind === 'table' && totals.length ? totals : null,
      dateField: kind === 'calendar' ? (dateField ?? null) : null, colorBy: kind === 'calendar' && colorBy !== noColour ? (colorBy ?? null) : null,
    },
    // An empty filter is kept in the address while the view has one of its own.
    setFilter: (next) => change({ filter: next ?? (view?.filter ? {} : undefined) }),
    setSort: (next) => change({ sort: writeSort(next) || undefined }),
    setOrder,
    setWidth: (field, width) => setPrefs({ widths: { ...prefs.widths, [field]: width } }),
    setPinned: (field, pinned) => setPrefs({ pinned: pinned ? [...prefs.pinned, field] : prefs.pinned.filter((one) => one !== field) }),
    reset: () => {
      setPrefs({ order: undefined })
      change(unchanged)
    },
  }
}

/** The header's and the column menu's doings on the model as it is then: the same ones for good, so that the head is drawn anew only for its columns. */
export function columnActionsOf(now: () => { model: ListModel; openFilter: (field: string) => void }) {
  const names = () => now().model.columns.map((column) => column.field.name)
  return {
    sort: (field: string, descending: boolean | null, add: boolean) => {
      const { model } = now()
      const others = add ? model.sort.filter((one) => one.field !== field) : []
      model.setSort(descending === null ? others : [...others, { field, descending }].slice(-3))
    },
    resize: (field: string, width: number) => now().model.setWidth(field, width),
    move: (field: string, before: string | null) => now().model.setOrder(moveColumn(names(), field, before)),
    pin: (field: string, pinned: boolean) => now().model.setPinned(field, pinned),
    hide: (field: string) => now().model.setOrder(names().filter((name) => name !== field)),
    filter: (field: string) => now().openFilter(field),
  }
}
