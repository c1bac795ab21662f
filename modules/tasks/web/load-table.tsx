// Team load: a row for each member, on a phone a card; a bar compares who has how much.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { CalendarOff, UserRoundPen } from 'lucide-react'
import type { Row as RowOf } from '../../../web/api.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { phone, v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { loadTexts as texts } from './texts.ts'

export type LoadRow = RowOf<'GET /tasks/load'>
type Row = LoadRow
type Load = Omit<Row, 'member' | 'name' | 'absentUntil' | 'mayTellAbsence'>
export type Reassigning = { filter: Load['filters']['open'] }

const open = ['overdue', 'today', 'week', 'later', 'undated'] as const
const columns = ['open', ...open, 'done'] as const

const Table = styled('table')({
  width: '100%', borderCollapse: 'collapse', fontSize: 13, fontVariantNumeric: 'tabular-nums',
  '& th': { textAlign: 'right', fontWeight: 500, color: v.secondary, padding: '9px 12px', whiteSpace: 'nowrap', borderBottom: `1px solid ${v.line}` },
  '& td': { textAlign: 'right', padding: '8px 12px', whiteSpace: 'nowrap', borderBottom: `1px solid ${v.line}` },
  '& th:first-of-type': { textAlign: 'left' },
  '& tbody th': { color: v.text, whiteSpace: 'normal', minWidth: 160, overflowWrap: 'anywhere' },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
  '& td a': { color: 'inherit', textDecoration: 'underline', textDecorationColor: v.line, textUnderlineOffset: 3 },
  '& td a:hover': { color: v.accent, textDecorationColor: 'currentcolor' },
  [phone]: {
    '& thead': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' },
    '& tbody tr': { display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: '2px 8px', padding: '12px', borderBottom: `1px solid ${v.line}` },
    '& tbody tr:last-of-type': { borderBottom: 0 },
    '& tbody th, & td': { display: 'block', border: 0, padding: 0, textAlign: 'left', minWidth: 0, whiteSpace: 'normal' },
    '& tbody th, & td.wide': { gridColumn: '1 / -1', padding: '0 0 6px' },
    '& td[data-none]': { display: 'none' },
    '& td[data-label]::before': { content: 'attr(data-label)', display: 'block', fontSize: 12, color: v.secondary },
    '& td a, & td[data-label] > span': { display: 'inline-flex', alignItems: 'center', minHeight: 36, minWidth: 44, fontSize: 16 },
  },
})
const Bar = styled('div')({ height: 6, borderRadius: 3, overflow: 'hidden', display: 'flex', backgroundColor: v.pressed, marginTop: 5, maxWidth: 220 })
const Person = styled('span')({ display: 'flex', alignItems: 'center', gap: 9, '& > span:last-of-type': { minWidth: 0 } })

type Props = { rows: Row[]; unattended: Load | null; onReassign?: (asked: Reassigning) => void; onAbsence: (row: Row) => void }

export function LoadTable({ rows, unattended, onReassign, onAbsence }: Props) {
  const { t, format } = useFieldTools()
  const most = Math.max(1, ...rows.map((row) => row.counts.open))
  const estimated = rows.some((row) => row.seconds !== null)
  return (
    <Card style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t(texts.title)}>
      <Table>
        <thead>
          <tr>
            <th scope="col">{t(texts.member)}</th>
            {columns.map((name) => <th key={name} scope="col">{t(texts[name])}</th>)}
            {estimated && <th scope="col">{t(texts.estimate)}</th>}
            <th scope="col"><span hidden>{t(texts.reassignShort)}</span></th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <TableRow key={row.member} load={row} name={row.name} help={row.absentUntil ? t(texts.absentUntil, { date: format.date(row.absentUntil) }) : undefined} person={row} {...{ most, estimated, onReassign, onAbsence }} />)}
          {unattended && <TableRow load={unattended} name={t(texts.unattended)} help={t(texts.unattendedHelp)} {...{ most, estimated, onReassign, onAbsence }} />}
        </tbody>
      </Table>
    </Card>
  )
}

type RowProps = Pick<Props, 'onReassign' | 'onAbsence'> & { load: Load; name: string; help?: string; person?: Row; most: number; estimated: boolean }

function TableRow({ load, name, help, person, most, estimated, onReassign, onAbsence }: RowProps) {
  const { t } = useFieldTools()
  const { counts, filters } = load
  return (
    <tr>
      <th scope="row">
        <Person>
          {person && <Avatar name={name} size={24} />}
          <span>
            {name}
            {help && <span style={{ display: 'block', fontWeight: 400, color: v.secondary, fontSize: 12.5 }}>{help}</span>}
          </span>
        </Person>
        <Bar aria-hidden>
          <span style={{ width: `${(Math.min(most, counts.overdue) * 100) / most}%`, backgroundColor: v.bad }} />
          <span style={{ width: `${(Math.min(most, counts.open - counts.overdue) * 100) / most}%`, backgroundColor: v.accent }} />
        </Bar>
      </th>
      {columns.map((column) => (
        <td key={column} data-label={t(texts[column])} data-none={counts[column] === 0 && column !== 'open' ? '' : undefined} style={column === 'overdue' && counts.overdue ? { color: v.bad } : undefined}>
          {counts[column] === 0 ? <span style={{ color: v.muted }}>0</span> : (
            <Link to="/o/$object" params={{ object: 'task' }} search={{ kind: 'table', filter: filters[column] } as never} aria-label={`${t(texts[column])}, ${name}: ${counts[column]}`}>{counts[column]}</Link>
          )}
        </td>
      ))}
      {estimated && <Estimate load={load} />}
      <td className="wide">
        {onReassign && counts.open > 0 && <ReassignMenu load={load} name={name} onReassign={onReassign} />}
        {person?.mayTellAbsence && <IconButton size="small" label={t(texts.absence, { name })} onClick={() => onAbsence(person)}><CalendarOff size={15} /></IconButton>}
      </td>
    </tr>
  )
}

function Estimate({ load: { seconds, unestimated } }: { load: Load }) {
  const { t, format } = useFieldTools()
  return (
    <td data-label={t(texts.estimate)}>
      <span>{t(texts.hours, { count: format.number((seconds ?? 0) / 3600, 1) })}</span>
      {Boolean(unestimated) && <div style={{ color: v.secondary, fontSize: 12.5 }}>{t(texts.unestimated, { count: unestimated })}</div>}
    </td>
  )
}

/** First which of them, then to whom. */
function ReassignMenu({ load: { counts, filters }, name, onReassign }: { load: Load; name: string; onReassign: (asked: Reassigning) => void }) {
  const { t, format } = useFieldTools()
  return (
    <Menu
      align="end" width={220}
      trigger={<Button size="small" variant="ghost" icon={<UserRoundPen size={15} />} aria-label={t(texts.reassign, { name })}>{t(texts.reassignShort)}</Button>}
      items={(['open', ...open] as const).filter((column) => counts[column] > 0).map((column, at) => ({
        label: t(texts[column]), hint: format.number(counts[column]), section: at === 0 ? t(texts.which) : undefined, onSelect: () => onReassign({ filter: filters[column] }),
      }))}
    />
  )
}
