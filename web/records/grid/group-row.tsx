// The head of a group in the grid, and the grid's foot: a name with its count, and totals below their columns.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useFieldTools } from '../field-tools.tsx'
import type { Column } from '../list/columns.ts'
import { totalOf, type GroupTotals } from '../list/group-model.ts'
import type { GroupHead } from '../list/use-record-pages.ts'
import { textOf } from '../value-view.tsx'
import { leadWidth } from './grid-style.ts'
import { gridTexts as texts } from './grid-texts.ts'

export type GroupHeadProps = { id: string; index: number; top: number; head: GroupHead; columns: Column[]; active: boolean }

export function GroupHeadRow({ id, index, top, head, columns, active }: GroupHeadProps) {
  const { format } = useFieldTools()
  const Mark = head.open ? ChevronDown : ChevronRight
  return (
    <div id={`${id}-${index}`} className="row group" role="row" aria-rowindex={index + 2} data-row={index} data-group={head.label} style={{ transform: `translateY(${top}px)`, width: 'max-content' }} onClick={head.toggle}>
      <div className="cell lead" role="gridcell" aria-colindex={1} aria-expanded={head.open} aria-label={head.label}><Mark size={16} aria-hidden /></div>
      <Totals
        idOf={(at) => `${id}-${index}-${at}`} columns={columns} totals={head.row.totals} active={active}
        name={<><strong>{head.label}</strong>&nbsp;<span style={{ color: v.muted }}>{format.number(head.row.count)}</span></>}
      />
    </div>
  )
}

/** Stays at the bottom of the grid. */
export function GridFoot({ columns, count, totals }: { columns: Column[]; count: number; totals: GroupTotals }) {
  const t = useText()
  const { format } = useFieldTools()
  return (
    <div className="row group foot" role="row" data-foot>
      <div className="cell lead" role="gridcell" />
      <Totals columns={columns} totals={totals} name={<><strong>{t(texts.total)}</strong>&nbsp;<span style={{ color: v.muted }}>{format.number(count)}</span></>} />
    </div>
  )
}

type TotalsProps = { idOf?: (at: number) => string; columns: Column[]; totals: GroupTotals; name: React.ReactNode; active?: boolean }

function Totals({ idOf, columns, totals, name, active }: TotalsProps) {
  return columns.map(({ field, pinned }, at) => (
    <div
      key={field.name} id={idOf?.(at)} role="gridcell" aria-colindex={at + 2} className={`cell${at && fieldWebOf(field.type).align === 'end' ? ' end' : ''}${pinned ? ' pinned' : ''}${active && at === 0 ? ' active' : ''}`}
      style={{ width: `var(--w-${field.name})`, left: pinned ? `calc(var(--l-${field.name}) + ${leadWidth}px)` : undefined, ...(at === 0 && { overflow: 'visible', zIndex: 2 }) }}
    >
      {at === 0 ? <span className="inside">{name}</span> : <TotalCell field={field} values={totals[totalOf(field) ?? ''] ?? []} />}
    </div>
  ))
}

/** Different currencies are never added up: each has a line of its own, where there are more than two the tooltip tells them all. */
function TotalCell({ field, values }: { field: FieldInfo; values: GroupTotals[string] }) {
  const tools = useFieldTools()
  if (!values.length) return null
  const said = values.map((value) => (typeof value === 'object' ? tools.format.money(value) : textOf(typeof value === 'number' ? Number(value.toFixed(4)) : value, field, tools)))
  if (said.length === 1) return <span className="inside tabular" style={{ fontWeight: 600 }}>{said[0]}</span>
  return (
    <span className="inside tabular" title={said.join(' + ')} style={{ fontWeight: 600, fontSize: 11.5, lineHeight: '15px', textAlign: 'right' }}>
      {said.slice(0, 2).map((one, at) => <span key={one} style={{ display: 'block' }}>{one}{at === 1 && said.length > 2 ? ' …' : ''}</span>)}
    </span>
  )
}
