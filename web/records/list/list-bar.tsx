// The bar above a list: conditions, order, columns, and whether it is a table or a board.
import styled from '@emotion/styled'
import { ArrowUpDown, CalendarDays, Kanban, Rows3 } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import { usePipelines } from '../../queries.ts'
import { phone, v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Segmented } from '../../ui/toggle.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useFormat } from '../../use-format.ts'
import { FilterButton, FilterChips, type FilterDraft } from '../filter/filter-bar.tsx'
import { gridTexts } from '../grid/grid-texts.ts'
import { factFields, mostFacts } from '../board/board-model.ts'
import { columnFields, isSortable } from './columns.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { GroupMenu } from './group-menu.tsx'
import { listQuery } from './list-query.ts'
import { listTexts as texts } from './list-texts.ts'
import { useCount } from './use-count.ts'
import { groupFields, noColour, type ListModel } from './use-list-model.ts'
import { colourFields, dateFields } from '../calendar/calendar-model.ts'
import { calendarTexts } from '../calendar/calendar-texts.ts'

const Bar = styled('div')({
  display: 'flex', alignItems: 'center', gap: 4, padding: '6px 12px', minHeight: 44, flexWrap: 'wrap',
  [phone]: {
    flexWrap: 'nowrap', overflowX: 'auto', scrollbarWidth: 'none', padding: '4px 12px', '& > *': { flexShrink: 0 },
    '&::after': { content: '""', width: 8, flexShrink: 0 },
  },
})

/** Stays in sight while the rest of the bar is pushed aside by a thumb. */
const Stays = styled('div')({ display: 'flex', marginLeft: 'auto', [phone]: { position: 'sticky', right: -12, marginRight: -12, padding: '0 12px 0 8px', backgroundColor: v.canvas } })

export function ListBar({ model, draft }: { model: ListModel; draft: FilterDraft }) {
  const t = useText()
  const isPhone = useIsPhone()
  const { kind } = model
  return (
    <Bar>
      <FilterButton draft={draft} />
      {kind !== 'calendar' && <SortMenu model={model} />}
      {kind === 'table' && !isPhone && <ColumnsMenu model={model} fields={columnFields(model.object)} label={t(texts.columns)} />}
      {kind === 'table' && !isPhone && <GroupMenu model={model} />}
      {kind === 'board' && <BoardMenus model={model} />}
      {kind === 'calendar' && <CalendarMenus model={model} />}
      {!isPhone && <FilterChips draft={draft} />}
      <span style={{ flex: 1 }} />
      {!isPhone && <Matching model={model} />}
      <Stays><KindSwitch model={model} /></Stays>
    </Bar>
  )
}

/** How many records a search or an unsaved condition leaves; a saved view says it on its tab. */
function Matching({ model }: { model: ListModel }) {
  const t = useText()
  const format = useFormat()
  const { object, address, filter } = model
  const narrowed = Boolean(address.q || address.filter)
  const count = useCount(object.name, listQuery(object, [], { filter, search: address.q }).filter, narrowed)
  if (!narrowed || count?.total === undefined) return null
  const shown = count.capped ? t(texts.moreThan, { count: format.number(count.total) }) : format.number(count.total)
  return (
    <span
      role="status" className="tabular"
      style={{ fontSize: 13, color: v.secondary, padding: '0 8px', whiteSpace: 'nowrap' }}
    >
      {t(texts.matching, { count: shown, what: t(object.pluralLabel).toLowerCase() })}
    </span>
  )
}

function KindSwitch({ model }: { model: ListModel }) {
  const t = useText()
  const kinds = [
    { value: 'table' as const, label: <Rows3 size={16} />, title: t(texts.table), able: true },
    { value: 'board' as const, label: <Kanban size={16} />, title: t(texts.board), able: groupFields(model.object).length > 0 },
    { value: 'calendar' as const, label: <CalendarDays size={16} />, title: t(calendarTexts.calendar), able: dateFields(model.object).length > 0 },
  ].filter((one) => one.able)
  if (kinds.length < 2) return null
  return (
    <Segmented
      label={t(texts.display)} value={model.kind}
      onChange={(kind) => model.change({ kind: kind === (model.view?.kind ?? 'table') ? undefined : kind })}
      options={kinds}
    />
  )
}

function SortMenu({ model }: { model: ListModel }) {
  const t = useText()
  const isPhone = useIsPhone()
  const [first] = model.sort
  const fields = columnFields(model.object).filter(isSortable)
  const sorted = fields.find((field) => field.name === first?.field)
  return (
    <Menu
      width={240}
      trigger={<Button size="small" variant="ghost" icon={<ArrowUpDown size={16} />}>{sorted ? (isPhone ? t(sorted.label) : t(texts.sortedBy, { field: t(sorted.label) })) : t(texts.sort)}</Button>}
      items={[
        {
          label: t(gridTexts.sortAscending), checked: Boolean(first && !first.descending), disabled: !first,
          onSelect: () => model.setSort([{ ...first!, descending: false }]),
        },
        {
          label: t(gridTexts.sortDescending), checked: Boolean(first?.descending), disabled: !first,
          onSelect: () => model.setSort([{ ...first!, descending: true }]),
        },
        first && { label: t(gridTexts.unsort), onSelect: () => model.setSort([]) },
        ...fields.map((field, index) => ({
          label: t(field.label), checked: first?.field === field.name, divider: index === 0,
          onSelect: () => model.setSort([{ field: field.name, descending: ['date', 'dateTime', 'currency', 'number'].includes(field.type) }]),
        })),
      ]}
    />
  )
}

/** Which pipeline the board shows, where there are several, and by which field its columns are. */
function BoardMenus({ model }: { model: ListModel }) {
  const t = useText()
  const isPhone = useIsPhone()
  const pipelines = usePipelines(model.object.name)
  const fields = groupFields(model.object)
  const group = fields.find((field) => field.name === model.groupBy)
  const pipeline = pipelines.find((one) => one.name === model.address.pipeline) ?? pipelines[0]
  return (
    <>
      {fields.length > 1 && !isPhone && (
        <Menu
          trigger={<Button size="small" variant="ghost" icon={<Kanban size={16} />}>{t(texts.groupBy)}: {t(group?.label)}</Button>}
          items={fields.map((field) => ({ label: t(field.label), checked: field === group, onSelect: () => model.change({ group: field.name }) }))}
        />
      )}
      {group && <ColumnsMenu model={model} fields={factFields(model.object, group)} label={t(texts.cardFields)} least={0} most={mostFacts} />}
      {pipelines.length > 1 && pipeline && (
        <Menu
          trigger={<Button size="small" variant="ghost">{t(texts.pipeline)}: {t(pipeline.label)}</Button>}
          items={pipelines.map((one) => ({ label: t(one.label), checked: one === pipeline, onSelect: () => model.change({ pipeline: one.name }) }))}
        />
      )}
    </>
  )
}

/** By which date a calendar is laid out, and which select colours it. */
function CalendarMenus({ model }: { model: ListModel }) {
  const t = useText()
  const colours = colourFields(model.object)
  const dates = dateFields(model.object)
  const date = dates.find((field) => field.name === model.dateField)
  const colour = colours.find((field) => field.name === model.colorBy)
  return (
    <>
      <Menu
        trigger={<Button size="small" variant="ghost">{t(calendarTexts.by)}: {t(date?.label)}</Button>}
        items={dates.map((field) => ({ label: t(field.label), checked: field === date, onSelect: () => model.change({ date: field.name }) }))}
      />
      {colours.length > 0 && (
        <Menu
          trigger={<Button size="small" variant="ghost">{t(calendarTexts.colour)}: {colour ? t(colour.label) : t(calendarTexts.noColour)}</Button>}
          items={[
            ...colours.map((field) => ({ label: t(field.label), checked: field === colour, onSelect: () => model.change({ color: field.name }) })),
            { label: t(calendarTexts.noColour), checked: !colour, divider: true, onSelect: () => model.change({ color: noColour }) },
          ]}
        />
      )}
    </>
  )
}
