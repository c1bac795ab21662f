// What a table is grouped by, and which of its columns are added up.
import { Layers } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { texts as shared } from '../texts.ts'
import { groupableFields, groupingsOf, readGrouping, totalOf, units, writeGrouping, type Grouping } from './group-model.ts'
import { listTexts as texts } from './list-texts.ts'
import { noGroup, type ListModel } from './use-list-model.ts'

export function GroupMenu({ model }: { model: ListModel }) {
  const t = useText()
  const { object, change, totals } = model
  const grouping = readGrouping(object, model.tableGroup)
  const offered = groupableFields(object).flatMap(groupingsOf)
  const nameOf = ({ field, part }: Grouping) => (part ? `${t(field.label)} › ${t(shared[part])}` : t(field.label))
  const addable = object.fields.filter((field) => totalOf(field))
  const setGroup = (group: string | undefined) => change({ group: group ?? (model.view?.kind === 'table' && model.view.groupBy ? noGroup : undefined) })
  const setTotals = (next: string[]) => change({ totals: next.join() })
  const items: MenuItem[] = [
    { label: t(texts.noGroup), checked: !grouping, onSelect: () => setGroup(undefined) },
    ...(grouping?.unit ? units.map((unit, index) => ({
      label: t(texts[`unit_${unit}`]), checked: grouping.unit === unit, section: index ? undefined : t(texts.per), onSelect: () => setGroup(writeGrouping({ ...grouping, unit })),
    })) : []),
    ...offered.map((one, index) => ({
      label: nameOf(one), checked: grouping?.field.name === one.field.name && grouping.part === one.part, section: index ? undefined : t(texts.grouping),
      onSelect: () => setGroup(writeGrouping(readGrouping(object, writeGrouping(one))!)),
    })),
    ...addable.map((field, index) => {
      const total = totalOf(field)!
      const chosen = totals.includes(total)
      return { label: t(field.label), checked: chosen, section: index ? undefined : t(texts.totals), onSelect: () => setTotals(chosen ? totals.filter((one) => one !== total) : [...totals, total]) }
    }),
  ]
  return (
    <Menu
      width={240} items={items}
      trigger={<Button size="small" variant="ghost" icon={<Layers size={16} />}>{grouping ? t(texts.groupedBy, { field: nameOf(grouping) }) : t(texts.grouping)}</Button>}
    />
  )
}
