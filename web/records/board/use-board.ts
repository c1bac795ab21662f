// A board's data: which columns, what each holds and sums up to, and moving a card from one to another.
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../api.ts'
import { keys, usePipelines, type FieldInfo, type FieldOption, type Member, type ObjectInfo, type Page } from '../../queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { isStage } from '../options.ts'
import { writeSort } from '../list/columns.ts'
import { listQuery, type ListQuery } from '../list/list-query.ts'
import type { ListModel } from '../list/use-list-model.ts'
import { useWriteField } from '../records-frame.tsx'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { texts as kit } from '../../texts.ts'
import { useRefusal, type Refusal } from '../transitions.ts'
import { useStable } from '../use-stable.ts'
import { boardFilter, cardFields, columnFilter, columnKey, columnOf, moveTally, readTallies, sumField, valueOf, type BoardColumn, type BoardRow, type Tally } from './board-model.ts'
import { boardTexts as texts } from './board-texts.ts'
import { marksOf, type Marks } from './card-marks.tsx'

const cardsPerPage = 30
/** Fields whose values can be columns. */
export const boardTypes = new Set(['select', 'boolean', 'user'])

function memberColumns(members: Map<string, Member>, me: string | null, held: string[]): FieldOption[] {
  const shown = [...members.values()].filter((member) => member.id === me || held.includes(member.id))
  return shown.sort((one, other) => one.name.localeCompare(other.name)).map(({ id, name }) => ({ value: id, label: name }))
}

export type Board = {
  object: ObjectInfo
  group: FieldInfo
  columns: BoardColumn[]
  query: ListQuery
  facts: FieldInfo[]
  sum: FieldInfo | undefined
  marks: Marks
  /** Why a card may not go to a column; undefined where it may. */
  refusalOf: Refusal
}

const columnQueryKey = (board: Pick<Board, 'object' | 'group' | 'query'>, value: string | null) =>
  [...keys.records(board.object.name), 'column', board.group.name, value, board.query] as const

const tallyKey = (board: Pick<Board, 'object' | 'group' | 'query'>) =>
  [...keys.records(board.object.name), 'tally', board.group.name, board.query.filter ?? null] as const

/** What the board is, and its counts and sums: these change with every move and must not draw every card anew. */
export function useBoard(model: ListModel): { board: Board | null; tallies: Map<string, Tally>; counted: boolean } {
  const { object, groupBy, address } = model
  const { optionsOf, members, me } = useFieldTools()
  const pipelines = usePipelines(object.name)
  const group = object.fields.find((field) => field.name === groupBy && boardTypes.has(field.type))
  const pipeline = pipelines.find((one) => one.name === address.pipeline) ?? pipelines[0]
  const sum = sumField(object)
  const refusalOf = useRefusal(object, group)
  const shape = useMemo(() => {
    if (!group) return null
    const filter = boardFilter(model.filter, group, pipeline, pipelines)
    const { facts } = cardFields(object, group, model.order)
    const marks = marksOf(object, group, pipeline)
    const told = new Set(['owner', marks.since?.name, marks.checklist?.name])
    const wanted = [group, ...(sum ? [sum] : []), ...facts, ...object.fields.filter((field) => told.has(field.name))]
    return {
      object, group, facts, sum, marks,
      query: listQuery(object, wanted, { filter, sort: writeSort(model.sort), search: address.q }),
    }
  }, [object, group, sum, pipeline, pipelines, model.filter, model.sort, address.q, model.order])
  const tally = useQuery({
    queryKey: shape ? tallyKey(shape) : ['none'], enabled: shape !== null, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get('/records/{object}/aggregate', { path: { object: object.name }, query: {
      groupBy: shape!.group.name, measure: sum ? `count,sum:${sum.name}` : 'count', filter: shape!.query.filter,
    }, signal }),
  })
  const tallies = useMemo(() => readTallies(tally.data?.data ?? [], groupBy ?? '', sum), [tally.data, groupBy, sum])
  // Which columns hold anything: a board of members has one for each that does, and for whoever looks.
  const held = useStable([...tallies].filter(([, tally]) => tally.count > 0).map(([key]) => key))
  const hasEmpty = Boolean(tallies.get(columnKey(null))?.count)
  const board = useMemo(() => {
    if (!shape) return null
    const record = isStage(shape.group) && pipeline
      ? { id: '', version: 0, [String(shape.group.pipelineField ?? 'pipeline')]: pipeline.name }
      : undefined
    const options = shape.group.type === 'boolean' ? [{ value: 'true', label: kit.yes }, { value: 'false', label: kit.no }]
      : shape.group.type === 'user' ? memberColumns(members, me, held) : optionsOf(shape.group, record)
    const columns: BoardColumn[] = options.map((option) => ({ value: option.value, option }))
    return { ...shape, refusalOf, columns: hasEmpty ? [{ value: null }, ...columns] : columns }
  }, [shape, refusalOf, hasEmpty, held, pipeline, optionsOf, members, me])
  return { board, tallies, counted: tally.isSuccess }
}

/** The cards of one column, page after page. What was moved elsewhere is not in it, though its page still holds it. */
export function useColumn(board: Board, value: string | null, enabled: boolean) {
  const { object, group, query } = board
  const found = useInfiniteQuery({
    queryKey: columnQueryKey(board, value), enabled, initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/records/{object}', { path: { object: object.name }, query: { ...query, filter: columnFilter(query.filter, group.name, valueOf(group, value)), limit: cardsPerPage, after: pageParam }, signal }),
    getNextPageParam: (last) => last.page?.next ?? undefined,
  })
  const cards = useMemo(() => {
    const seen = new Set<string>()
    return (found.data?.pages ?? []).flatMap((page) => page.data).filter((row) => {
      const here = columnOf(row, group.name) === value && !seen.has(row.id)
      seen.add(row.id)
      return here
    })
  }, [found.data, group.name, value])
  return { ...found, cards }
}

type ColumnData = InfiniteData<Page<RecordRow>, string | undefined>

/** Puts a record first in a column that has been loaded; nothing where it is there already. */
export function placeInColumn(client: ReturnType<typeof useQueryClient>, board: Board, value: string | null, row: RecordRow): void {
  client.setQueryData<ColumnData>(columnQueryKey(board, value), (data) => {
    if (!data?.pages.length) return data
    // A stale copy from an earlier move must not hold the place.
    const pages = data.pages.map((page) => ({ ...page, data: page.data.filter((one) => one.id !== row.id) }))
    return { ...data, pages: [{ ...pages[0], data: [row, ...pages[0].data] }, ...pages.slice(1)] }
  })
}

export const refreshTallies = (client: ReturnType<typeof useQueryClient>, board: Board) =>
  client.invalidateQueries({ queryKey: tallyKey(board) })

/** `move(card, value)`: shown at once, taken back when refused, with undo. */
export function useMoveCard(board: Board | null) {
  const client = useQueryClient()
  const toast = useToast()
  const write = useWriteField()
  const { t } = useFieldTools()
  return async (card: RecordRow, value: string | null) => {
    if (!board) return
    const refusal = board.refusalOf(card, value)
    if (refusal !== undefined) return void toast({ text: refusal, tone: 'bad' })
    const { object, group, sum, columns } = board
    const from = columnOf(card, group.name)
    if (from === value) return
    const column = columns.find((one) => one.value === value)
    const shift = (a: string | null, b: string | null) =>
      client.setQueryData<{ data: BoardRow[] }>(
        tallyKey(board), (data) => data && { ...data, data: moveTally(data.data, group.name, sum, card, a, b) },
      )
    placeInColumn(client, board, value, card)
    shift(from, value)
    const name = titleOf(card, object) ?? t(shared.untitled)
    const said = t(
      texts.moved,
      { name, column: column?.option ? t(column.option.label) : t(texts.without, { field: t(group.label).toLowerCase() }) },
    )
    const error = await write(object, card, { [group.name]: valueOf(group, value) }, { said })
    if (error) {
      shift(value, from)
      toast({ text: error, tone: 'bad' })
    }
    void refreshTallies(client, board)
  }
}
