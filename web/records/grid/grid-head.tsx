// The grid's header: sort by a click, a menu per column, resize by the edge, reorder by drag.
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import { memo } from 'react'
import { useText } from '../../i18n.tsx'
import { v } from '../../theme.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { isSortable, type Column, type SortEntry } from '../list/columns.ts'
import { ColumnGrip } from './column-grip.tsx'
import { leadWidth } from './grid-style.ts'
import { gridTexts as texts } from './grid-texts.ts'
import { useColumnDrag } from './use-column-drag.ts'

export type ColumnActions = {
  sort: (field: string, descending: boolean | null, add: boolean) => void
  resize: (field: string, width: number) => void
  move: (field: string, before: string | null) => void
  pin: (field: string, pinned: boolean) => void
  hide: (field: string) => void
  filter: (field: string) => void
}

type Props = {
  id: string; columns: Column[]; sort: SortEntry[]; active: number | null; actions: ColumnActions
  checked: boolean; mixed: boolean; onCheck: (all: boolean) => void
}

export const GridHead = memo(function GridHead({ id, columns, sort, active, actions, checked, mixed, onCheck }: Props) {
  const t = useText()
  return (
    <div className="head" role="row" aria-rowindex={1} style={{ width: 'max-content' }}>
      <div className="cell lead headCell" role="columnheader" aria-colindex={1}>
        <input
          type="checkbox" tabIndex={-1} aria-label={t(texts.selectAll)} checked={checked} style={{ accentColor: v.accent }}
          ref={(node) => { if (node) node.indeterminate = mixed }} onChange={(event) => onCheck(event.target.checked)}
        />
      </div>
      {columns.map((column, index) => (
        <HeadCell
          key={column.field.name} {...{ id, column, columns, index, actions }} active={active === index}
          sorted={sort.find((one) => one.field === column.field.name)}
        />
      ))}
      <div className="cell headCell fill" role="presentation" />
    </div>
  )
})

type CellProps = { id: string; column: Column; columns: Column[]; index: number; active: boolean; sorted?: SortEntry; actions: ColumnActions }

function HeadCell({ id, column, columns, index, active, sorted, actions }: CellProps) {
  const t = useText()
  const { field, pinned } = column
  const { ref, over } = useColumnDrag(field.name, (name, after) => {
    const before = after ? columns[index + 1]?.field.name ?? null : field.name
    actions.move(name, before)
  })
  const name = t(field.label)
  const sortable = isSortable(field)
  const last = pinned && !columns[index + 1]?.pinned
  return (
    <div
      ref={ref} id={`${id}-h-${index}`} role="columnheader" aria-colindex={index + 2}
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
      className={`cell headCell${pinned ? ' pinned' : ''}${last ? ' lastPinned' : ''}${active ? ' active' : ''}`}
      style={{ width: `var(--w-${field.name})`, left: pinned ? `calc(var(--l-${field.name}) + ${leadWidth}px)` : undefined }}
    >
      <button
        type="button" className="headLabel" tabIndex={-1} title={name} disabled={!sortable}
        onClick={(event) => actions.sort(field.name, sorted ? (sorted.descending ? null : true) : false, event.shiftKey)}
      >
        <span className="clip" style={fieldWebOf(field.type).align === 'end' ? { marginLeft: 'auto' } : undefined}>
          {name}
        </span>
        {sorted && (sorted.descending ? <ArrowDown size={14} color={v.accent} /> : <ArrowUp size={14} color={v.accent} />)}
      </button>
      <ColumnMenu {...{ column, columns, index, sorted, actions, sortable }} />
      <ColumnGrip
        name={name} width={column.width} field={field.name} onResize={(width) => actions.resize(field.name, width)}
      />
      {over && <span className="drop" style={over === 'left' ? { left: -1 } : { right: -1 }} />}
    </div>
  )
}

function ColumnMenu({ column: { field, pinned }, columns, index, sorted, actions, sortable }: Omit<CellProps, 'id' | 'active'> & { sortable: boolean }) {
  const t = useText()
  const left = columns[index - 1]
  const right = columns[index + 1]
  return (
    <Menu
      align="end" width={220}
      trigger={(
        <IconButton
          size="small" className="headMenu" tabIndex={-1} tooltip={false}
          label={t(texts.columnMenu, { name: t(field.label) })}
          style={{ width: 22, minWidth: 22, height: 22, minHeight: 22 }}
        >
          <ChevronDown size={14} />
        </IconButton>
      )}
      items={[
        sortable && {
          label: t(texts.sortAscending), checked: Boolean(sorted && !sorted.descending),
          onSelect: () => actions.sort(field.name, false, false),
        },
        sortable && {
          label: t(texts.sortDescending), checked: Boolean(sorted?.descending),
          onSelect: () => actions.sort(field.name, true, false),
        },
        sorted && { label: t(texts.unsort), onSelect: () => actions.sort(field.name, null, true) },
        { label: t(texts.filterBy), divider: true, onSelect: () => actions.filter(field.name) },
        {
          label: t(texts.moveLeft), disabled: !left || left.pinned !== pinned, divider: true,
          onSelect: () => actions.move(field.name, left.field.name),
        },
        {
          label: t(texts.moveRight), disabled: !right || right.pinned !== pinned,
          onSelect: () => actions.move(field.name, columns[index + 2]?.field.name ?? null),
        },
        { label: t(pinned ? texts.unpin : texts.pin), onSelect: () => actions.pin(field.name, !pinned) },
        { label: t(texts.hide), disabled: columns.length === 1, onSelect: () => actions.hide(field.name) },
      ]}
    />
  )
}
