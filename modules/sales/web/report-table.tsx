// Sales insight: a table of figures: each may be a link to its deals, and one column has bars to compare by.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { phone, touch, v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { writeReport, type CsvColumn } from './report-csv.ts'
import { salesTexts as texts } from './texts.ts'

const Table = styled('table')({
  width: '100%', borderCollapse: 'collapse', fontSize: 13, fontVariantNumeric: 'tabular-nums',
  '& th': { textAlign: 'right', fontWeight: 500, color: v.secondary, padding: '9px 12px', whiteSpace: 'nowrap', borderBottom: `1px solid ${v.line}` },
  '& td': { textAlign: 'right', padding: '8px 12px', whiteSpace: 'nowrap', borderBottom: `1px solid ${v.line}`, verticalAlign: 'top' },
  '& th:first-of-type, & tbody th': { textAlign: 'left' },
  '& tbody th': { color: v.text, fontWeight: 400, verticalAlign: 'top', padding: '8px 12px', whiteSpace: 'normal', minWidth: 110, maxWidth: 280, overflowWrap: 'anywhere' },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
  '& td a': { color: 'inherit', textDecoration: 'underline', textDecorationColor: v.line, textUnderlineOffset: 3 },
  '& td a:hover': { color: v.accent, textDecorationColor: 'currentcolor' },
  [phone]: { '& th, & td': { padding: '12px 10px' } },
  // a figure of one digit is hit by a thumb too
  [touch]: { '& td a, & td button': { display: 'inline-block', position: 'relative', minWidth: 24, textAlign: 'right', '&::after': { content: '""', position: 'absolute', inset: '-12px -10px' } } },
})
const Bar = styled('div')({ height: 6, borderRadius: 3, backgroundColor: v.accent, minWidth: 2 })

/** A figure that opens something beside the table. */
export const FigureButton = styled('button')({
  border: 0, padding: 0, background: 'none', font: 'inherit', color: 'inherit', cursor: 'pointer', textDecoration: 'underline', textDecorationColor: v.line, textUnderlineOffset: 3,
  '&:hover': { color: v.accent, textDecorationColor: 'currentcolor' },
})

/** `csv` is its value in a file. */
export type Column<Row> = CsvColumn<Row> & { render: (row: Row) => ReactNode; bar?: (row: Row) => number }

type Props<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; keyOf: (row: Row) => string }

/** The first column names the row. */
export function ReportTable<Row>({ caption, columns, rows, keyOf }: Props<Row>) {
  const t = useText()
  const [first, ...rest] = columns
  const highest = new Map(rest.map((column) => [column.label, Math.max(0, ...rows.map((row) => column.bar?.(row) ?? 0))]))
  return (
    <>
      <div style={{ display: 'flex', justifyContent: 'flex-end', margin: '-6px 0 6px' }}>
        <Button size="small" variant="ghost" component="a" icon={<Download size={15} />} aria-label={`${t(texts.csv)}: ${caption}`} href={`data:text/csv;charset=utf-8,${encodeURIComponent(writeReport(columns, rows))}`} {...{ download: `${caption}.csv` }}>{t(texts.csv)}</Button>
      </div>
      <Card style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={caption}>
        <Table>
          <thead><tr><th scope="col">{first.label}</th>{rest.map((column) => <th key={column.label} scope="col">{column.label}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <th scope="row">{first.render(row)}</th>
                {rest.map((column) => (
                  <td key={column.label} style={column.bar && { minWidth: 140 }}>
                    {column.render(row)}
                    {column.bar && column.bar(row) > 0 && <Bar aria-hidden style={{ width: `${highest.get(column.label) ? (column.bar(row) * 100) / highest.get(column.label)! : 0}%`, margin: '5px 0 1px auto' }} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </>
  )
}

/** A figure that opens the list of what it counts. */
export function Figure({ filter, children }: { filter: Record<string, unknown>; children: ReactNode }) {
  return <Link to="/o/$object" params={{ object: 'deal' }} search={{ kind: 'table', filter } as never}>{children}</Link>
}
