// The list as a table in groups, with their totals and those of the whole list.
import { useMemo } from 'react'
import { GridFoot, GroupHeadRow } from '../grid/group-row.tsx'
import { readGrouping } from './group-model.ts'
import { Table, type TableProps } from './table-body.tsx'
import { useGroupTotals } from './use-group-totals.ts'
import { useGroupedPages } from './use-grouped-pages.ts'
import { useRecordPages } from './use-record-pages.ts'

/** With groups, or without any but with totals. */
export default function GroupedTable(props: Omit<TableProps, 'pages'>) {
  const { object, tableGroup } = props.model
  return readGrouping(object, tableGroup) ? <Grouped {...props} /> : <Totalled {...props} />
}

function Grouped({ model, query, span, ...rest }: Omit<TableProps, 'pages'>) {
  const grouping = useMemo(() => readGrouping(model.object, model.tableGroup)!, [model.object, model.tableGroup])
  const pages = useGroupedPages(model.object, query, grouping, model.totals, span)
  return <Table {...rest} model={model} query={query} span={span} pages={pages} GroupHead={GroupHeadRow} foot={<Foot model={model} query={query} />} />
}

function Totalled({ model, query, span, ...rest }: Omit<TableProps, 'pages'>) {
  const pages = useRecordPages(model.object.name, query, span)
  return <Table {...rest} model={model} query={query} span={span} pages={pages} foot={<Foot model={model} query={query} />} />
}

function Foot({ model, query }: Pick<TableProps, 'model' | 'query'>) {
  const [row] = useGroupTotals(model.object, query.filter, undefined, model.totals).rows ?? []
  return row ? <GridFoot columns={model.columns} count={row.count} totals={row.totals} /> : null
}
