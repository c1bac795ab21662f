// One row of the grid, drawn anew only when its record, its columns or its marks change.
import { PanelRight } from 'lucide-react'
import { memo, type CSSProperties, type ReactNode } from 'react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useFieldTools, type FieldTools } from '../field-tools.tsx'
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

const boneWidths = ['62%', '38%', '54%', '46%', '70%'].map((width) => ({ width }))

export const GridRow = memo(function GridRow({ id, index, top, record, object, columns, from, to, many, corner, active, chosen, peeked, editor, editing }: RowProps) {
  const tools = useFieldTools()
  const { t } = tools
  const marks = `row${record ? '' : ' waiting'}${chosen ? ' chosen' : ''}${peeked ? ' peeked' : ''}${editor ? ' edited' : ''}`
  const name = record ? titleOf(record, object) ?? t(shared.untitled) : ''
  return (
    <div
      id={`${id}-${index}`} className={marks} role="row" aria-rowindex={index + 2} aria-selected={chosen} data-row={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div className="cell lead" role="gridcell" aria-colindex={1}>
        <input type="checkbox" tabIndex={-1} checked={chosen} data-act="select" readOnly aria-label={t(texts.selectRow, { name })} />
      </div>
      {columns.map((column, at) => {
        const { field, pinned } = column
        const isActive = active === at
        const open = editing === at ? editor : undefined
        const end = fieldWebOf(field.type).align === 'end'
        const ranged = many && at >= from && at <= to
        return (
          <div
            key={field.name} id={isActive ? `${id}-${index}-${at}` : undefined} role="gridcell" aria-colindex={at + 2} data-column={at} style={placeOf(column)}
            className={`cell${end ? ' end' : ''}${pinned ? ' pinned' : ''}${pinned && !columns[at + 1]?.pinned ? ' lastPinned' : ''}${isActive ? ' active' : ''}${ranged ? ' ranged' : ''}${open ? ' editing' : ''}`}
          >
            {field.name === object.title
              ? <Title name={name} href={record && `/o/${object.name}/${record.id}`} bone={boneWidths[(index + at) % 5]} />
              : record ? <span className="inside">{drawValue(record, field, tools)}</span>
              : <span className="bone" style={boneWidths[(index + at) % 5]} />}
            {open}
            {corner && at === to && !open && <span className="fillHandle" data-act="fill" aria-hidden />}
          </div>
        )
      })}
      <div className="cell fill" role="presentation" />
    </div>
  )
})

/** The same elements while the record is on its way: whoever scrolls fast sees rows change from one to the other all the time. */
const Title = ({ name, href, bone }: { name: string; href: string | undefined; bone: CSSProperties }) => (
  <>
    <a className={href ? 'inside title' : 'bone'} style={href ? undefined : bone} data-act={href && 'title'} tabIndex={-1} href={href} draggable={false}>{name}</a>
    <span className="quick" aria-hidden><PanelRight size={15} /></span>
  </>
)

/** What is told by words alone needs no component: a thousand cells pass in a second. */
function drawValue(record: RecordRow, field: Column['field'], tools: FieldTools): ReactNode {
  const value = record[field.name]
  if (isEmpty(value)) return null
  const { isWords, text } = fieldWebOf(field.type)
  return isWords ? (field.masked ? String(value) : text(value, field, tools)) : <ValueView value={value} field={field} record={record} />
}

const places = new WeakMap<Column, CSSProperties>()

/** The same object for each row, which then is not compared. */
function placeOf(column: Column): CSSProperties {
  const { field: { name }, pinned } = column
  let place = places.get(column)
  if (!place) places.set(column, place = { width: `var(--w-${name})`, left: pinned ? `calc(var(--l-${name}) + ${leadWidth}px)` : undefined })
  return place
}
