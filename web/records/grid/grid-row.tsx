// One row of the grid, drawn anew only when its record, its columns or its marks change.
import { PanelRight } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useText } from '../../i18n.tsx'
import { v } from '../../theme.ts'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { titleOf } from '../related.ts'
import type { ObjectInfo } from '../../queries.ts'
import type { RecordRow } from '../field-web.ts'
import type { Column } from '../list/columns.ts'
import { texts as shared } from '../texts.ts'
import { isEmpty, ValueView } from '../value-view.tsx'
import { leadWidth } from './grid-style.ts'
import { gridTexts as texts } from './grid-texts.ts'

export type RowProps = {
  id: string; index: number; top: number; record: RecordRow | undefined; object: ObjectInfo; columns: Column[]
  /** The chosen cells of this row, and whether the range ends in it; -1 where there are none. */
  from: number; to: number; many: boolean; corner: boolean
  active: number | null; chosen: boolean; peeked: boolean
  /** The editor of the active cell, if it is open. */
  editor: ReactNode
  editing: number | null
}

const boneWidths = [62, 38, 54, 46, 70]

export const GridRow = memo(function GridRow({ id, index, top, record, object, columns, from, to, many, corner, active, chosen, peeked, editor, editing }: RowProps) {
  const t = useText()
  const marks = `row${chosen ? ' chosen' : ''}${peeked ? ' peeked' : ''}`
  return (
    <div
      className={marks} role="row" aria-rowindex={index + 2} aria-selected={chosen} data-row={index}
      style={{ transform: `translateY(${top}px)`, width: 'max-content' }}
    >
      <div className="cell lead" role="gridcell" aria-colindex={1}>
        {record && (
          <input
            type="checkbox" tabIndex={-1} checked={chosen} data-act="select" readOnly style={{ accentColor: v.accent }}
            aria-label={t(texts.selectRow, { name: titleOf(record, object) ?? t(shared.untitled) })}
          />
        )}
      </div>
      {columns.map((column, at) => (
        <GridCell
          key={column.field.name} {...{ id, index, at, record, object, column }}
          last={column.pinned && !columns[at + 1]?.pinned} active={active === at}
          ranged={many && at >= from && at <= to} handle={corner && at === to}
        >
          {editing === at ? editor : undefined}
        </GridCell>
      ))}
      <div className="cell fill" role="presentation" />
    </div>
  )
})

type CellProps = { id: string; index: number; at: number; record: RecordRow | undefined; object: ObjectInfo; column: Column; last: boolean; active: boolean; ranged: boolean; handle: boolean; children?: ReactNode }

function GridCell({ id, index, at, record, object, column: { field, pinned }, last, active, ranged, handle, children }: CellProps) {
  const end = fieldWebOf(field.type).align === 'end'
  const marks = `cell${end ? ' end' : ''}${pinned ? ' pinned' : ''}${last ? ' lastPinned' : ''}${active ? ' active' : ''}${ranged ? ' ranged' : ''}${children ? ' editing' : ''}`
  return (
    <div
      id={`${id}-${index}-${at}`} role="gridcell" aria-colindex={at + 2} className={marks} data-column={at}
      style={{ width: `var(--w-${field.name})`, left: pinned ? `calc(var(--l-${field.name}) + ${leadWidth}px)` : undefined }}
    >
      {record ? <CellValue record={record} object={object} field={field} /> : <span className="bone" style={{ width: `${boneWidths[(index + at) % 5]}%` }} />}
      {children}
      {handle && !children && <span className="fillHandle" data-act="fill" aria-hidden />}
    </div>
  )
}

function CellValue({ record, object, field }: Pick<CellProps, 'object'> & { record: RecordRow; field: Column['field'] }) {
  const t = useText()
  const value = record[field.name]
  if (field.name !== object.title) {
    return (
      <span className="inside">{isEmpty(value) ? null : <ValueView value={value} field={field} record={record} />}</span>
    )
  }
  return (
    <>
      <a className="inside title" data-act="title" tabIndex={-1} href={`/o/${object.name}/${record.id}`} draggable={false}>
        {titleOf(record, object) ?? t(shared.untitled)}
      </a>
      <span className="quick" aria-hidden style={{ color: v.muted }}><PanelRight size={15} /></span>
    </>
  )
}
