// The board: columns side by side (on a phone one at a time), cards dragged or moved by keyboard, others' moves live.
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Kanban } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { EmptyState } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { rememberTrail } from '../list-trail.ts'
import { ListEmpty } from '../list/list-empty.tsx'
import type { ListModel } from '../list/use-list-model.ts'
import { useCount } from '../list/use-count.ts'
import { isEditable } from '../value-view.tsx'
import { BoardColumn } from './board-column.tsx'
import { columnKey } from './board-model.ts'
import { BoardRoot } from './board-style.ts'
import { boardTexts as texts } from './board-texts.ts'
import { useBoard, useMoveCard, type Board as BoardData } from './use-board.ts'
import { useBoardKeys } from './use-board-keys.ts'
import { useCollapsed } from './use-collapsed.ts'
import { useLiveBoard } from './use-live-board.ts'

export default function Board({ model }: { model: ListModel }) {
  const { t } = useFieldTools()
  const { board, tallies, counted } = useBoard(model)
  useLiveBoard(board)
  const count = useCount(model.object.name, board?.query.filter, board !== null)
  if (!board) return <EmptyState icon={<Kanban size={20} />} title={t(texts.noField)} />
  // Without records the columns themselves say what belongs here and where to begin; only a search that finds none hides them.
  // Sums follow others live, the count does not: with the first card from elsewhere the columns are back.
  if (narrowed(model) && count?.total === 0 && !tallies.size) return <ListEmpty model={model} />
  return <Columns model={model} board={board} tallies={tallies} counted={counted} />
}

const narrowed = ({ address, filter }: ListModel) => Boolean(address.q || (filter && Object.keys(filter).length))

type Tallies = ReturnType<typeof useBoard>['tallies']

function Columns({ model, board, tallies, counted }: { model: ListModel; board: BoardData; tallies: Tallies; counted: boolean }) {
  const { t } = useFieldTools()
  const isPhone = useIsPhone()
  const root = useRef<HTMLDivElement>(null)
  const cards = useRef(new Map<string, RecordRow[]>())
  const { collapsed, toggle } = useCollapsed(board.object.name, board.group.name)
  const [focused, setFocused] = useState<string | undefined>(undefined)
  const { object, group } = board
  const { change, address } = model
  const moveCard = useMoveCard(board)
  const latest = useRef(moveCard)
  latest.current = moveCard
  const move = useCallback((card: RecordRow, value: string | null) => void latest.current(card, value), [])
  const open = useCallback((id: string) => change({ peek: id }, { replace: !isPhone }), [change, isPhone])
  const onCards = useCallback((value: string | null, rows: RecordRow[]) => {
    cards.current.set(columnKey(value), rows)
    rememberTrail(object.name, [...cards.current.values()].flat())
  }, [object.name])
  const movable = object.access.update !== 'none' && isEditable(group)
  useDragMoves(root, cards, move)
  const onKeyDown = useBoardKeys(root, open, address.peek, () => change({ peek: undefined }))
  return (
    <div style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, minWidth: 0 }}>
      {isPhone && <ColumnTabs board={board} tallies={tallies} counted={counted} root={root} />}
      <BoardRoot
        ref={root} role="group"
        aria-label={t(texts.board, { what: t(object.pluralLabel).toLowerCase(), field: t(group.label).toLowerCase() })}
        onKeyDown={onKeyDown}
      >
        {board.columns.map((column) => (
          <BoardColumn
            key={columnKey(column.value)} board={board} column={column} tally={tallies.get(columnKey(column.value))}
            counted={counted} peek={address.peek} focused={focused} movable={movable} onOpen={open}
            onMove={move} onFocus={setFocused} onCards={onCards} collapsed={!isPhone && collapsed.has(columnKey(column.value))} onToggle={toggle}
          />
        ))}
      </BoardRoot>
    </div>
  )
}

/** What is let go over a column moves there; the board scrolls sideways while a card hangs over its edge. */
function useDragMoves(root: React.RefObject<HTMLElement | null>, cards: React.RefObject<Map<string, RecordRow[]>>, move: (card: RecordRow, value: string | null) => void): void {
  useEffect(() => monitorForElements({
    canMonitor: ({ source }) => typeof source.data.card === 'string',
    onDrop: ({ source, location }) => {
      const target = location.current.dropTargets[0]?.data.column
      const card = [...cards.current.values()].flat().find((row) => row.id === source.data.card)
      if (card && typeof target === 'string') move(card, target)
    },
  }), [cards, move])
  useEffect(
    () => autoScrollForElements({ element: root.current!, canScroll: ({ source }) => typeof source.data.card === 'string' }),
    [root],
  )
}

/** One column at a time: tabs to choose it, and the columns follow a swipe. */
function ColumnTabs({ board, tallies, counted, root }: { board: BoardData; tallies: Tallies; counted: boolean; root: React.RefObject<HTMLDivElement | null> }) {
  const { t, format } = useFieldTools()
  const [shown, setShown] = useState(columnKey(board.columns[0]?.value ?? null))
  useEffect(() => {
    const node = root.current
    if (!node) return
    const onScroll = () => {
      const at = Math.round(node.scrollLeft / Math.max(1, node.clientWidth))
      const column = board.columns[at]
      if (column) setShown(columnKey(column.value))
    }
    node.addEventListener('scroll', onScroll, { passive: true })
    return () => node.removeEventListener('scroll', onScroll)
  }, [root, board.columns])
  useEffect(() => {
    document.querySelector('[data-board-tabs] [aria-selected=true]')?.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'smooth' })
  }, [shown])
  // The first column that holds something, once it is known which do.
  const placed = useRef(false)
  useEffect(() => {
    if (placed.current || !tallies.size || !root.current) return
    placed.current = true
    const at = board.columns.findIndex((column) => (tallies.get(columnKey(column.value))?.count ?? 0) > 0)
    if (at > 0) root.current.scrollTo({ left: at * root.current.clientWidth })
  }, [board, tallies, root])
  const go = (key: string) => {
    setShown(key)
    const at = board.columns.findIndex((column) => columnKey(column.value) === key)
    root.current?.scrollTo({ left: at * root.current.clientWidth, behavior: 'smooth' })
  }
  return (
    <div data-board-tabs style={{ padding: '0 8px' }}>
      <Tabs
        label={t(texts.columns)} value={shown} onChange={go}
        tabs={board.columns.map((column) => ({
          value: columnKey(column.value), count: counted || tallies.has(columnKey(column.value)) ? format.number(tallies.get(columnKey(column.value))?.count ?? 0) : '…',
          label: column.option ? t(column.option.label) : t(texts.without, { field: t(board.group.label).toLowerCase() }),
        }))}
      />
    </div>
  )
}
