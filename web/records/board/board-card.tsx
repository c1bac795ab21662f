// A card of the board: drawn anew only when its record changes, dragged by pointer, moved by its menu.
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ArrowRightLeft } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { v } from '../../theme.ts'
import { IconButton } from '../../ui/button.tsx'
import { Avatar, Dot } from '../../ui/label.tsx'
import { Menu } from '../../ui/menu.tsx'
import { memberOf } from '../../../kernel/field/types/user/user.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { isEmpty, ValueView } from '../value-view.tsx'
import { columnKey, columnOf } from './board-model.ts'
import { setDragged } from './dragged-card.ts'
import { boardTexts as texts } from './board-texts.ts'
import { CardMarks } from './card-marks.tsx'
import type { Board } from './use-board.ts'

export type CardProps = {
  card: RecordRow; board: Board; place: number; count: number; focusable: boolean; peeked: boolean; movable: boolean
  onOpen: (id: string) => void; onMove: (card: RecordRow, value: string | null) => void; onFocus: (id: string) => void
}

export const BoardCard = memo(function BoardCard({ card, board, place, count, focusable, peeked, movable, onOpen, onMove, onFocus }: CardProps) {
  const { t } = useFieldTools()
  const ref = useRef<HTMLDivElement>(null)
  const [dragging, setDragging] = useState(false)
  const { object, group, columns, refusalOf } = board
  // asked when the drag begins, so that nothing is drawn anew for it
  const closed = useRef<() => string[]>(() => [])
  closed.current = () => columns.filter((column) => refusalOf(card, column.value) !== undefined).map((column) => columnKey(column.value))
  const value = columnOf(card, group.name)
  useEffect(() => {
    if (!movable) return
    return draggable({
      element: ref.current!, getInitialData: () => ({ card: card.id, from: value, closed: closed.current() }),
      onDragStart: () => { setDragging(true); setDragged(card.id) }, onDrop: () => { setDragging(false); setDragged(undefined) },
    })
  }, [card.id, value, movable])
  const name = titleOf(card, object) ?? t(shared.untitled)
  return (
    <div
      ref={ref} role="listitem" aria-posinset={place} aria-setsize={count} tabIndex={focusable ? 0 : -1} data-card={card.id}
      className={`card${peeked ? ' peeked' : ''}`} aria-label={name} style={{ opacity: dragging ? 0.45 : 1 }}
      onFocus={() => onFocus(card.id)}
      onClick={(event) => !(event.target as HTMLElement).closest('button, a, [role=menu]') && onOpen(card.id)}
    >
      <CardFace card={card} board={board} name={name} movable={movable} onMove={onMove} />
    </div>
  )
})

/** What it shows does not change with its place in the column, which a card that comes or goes changes for all below it. */
const CardFace = memo(function CardFace({ card, board: { group, facts, sum, columns, marks, refusalOf }, name, movable, onMove }: Pick<CardProps, 'card' | 'board' | 'movable' | 'onMove'> & { name: string }) {
  const tools = useFieldTools()
  const { t } = tools
  const value = columnOf(card, group.name)
  const owner = isEmpty(card.owner) ? null : memberOf(card.owner, tools)
  return (
    <>
      <div style={{ display: 'flex', gap: 4, alignItems: 'flex-start' }}>
        <span className="cardName">{name}</span>
        {movable && (
          <Menu
            align="end" header={<span style={{ fontSize: 12.5, color: v.muted }}>{t(texts.moveTo)}</span>}
            trigger={<IconButton size="small" className="cardMove" tabIndex={-1} tooltip={false} label={t(texts.moveCard, { name })}><ArrowRightLeft size={15} /></IconButton>}
            items={() => columns.filter((column) => column.value !== null).map((column) => ({
              label: t(column.option?.label), icon: <Dot colour={column.option?.color} />,
              checked: column.value === value, hint: refusalOf(card, column.value), onSelect: () => onMove(card, column.value),
            }))}
          />
        )}
      </div>
      {sum && !isEmpty(card[sum.name]) && (
        <div className="cardSum tabular"><ValueView value={card[sum.name]} field={sum} record={card} plain /></div>
      )}
      {facts.filter((field) => !isEmpty(card[field.name])).map((field) => (
        <div key={field.name} className="cardFact" title={t(field.label)}>
          <ValueView value={card[field.name]} field={field} record={card} plain />
        </div>
      ))}
      <CardMarks card={card} marks={marks} stage={value} />
      {owner && <span className="cardOwner"><Avatar name={owner.name} title={owner.name} size={22} /></span>}
    </>
  )
})
