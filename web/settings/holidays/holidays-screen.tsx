// Settings: the public holidays and joint leave of a year, and the import of its list.
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { CalendarOff, Plus, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient, type Answer, type Row } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { FieldToolsProvider } from '../../records/field-tools.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFormat } from '../../use-format.ts'
import { ListImport } from '../list-import.tsx'
import { ListRow } from '../list.tsx'
import { useBranchOptions } from '../members/queries.ts'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { HolidaySheet } from './holiday-sheet.tsx'
import { holidayTexts as h } from './texts.ts'

type Holiday = Row<'GET /holidays'>

const refresh = () => queryClient.invalidateQueries({ queryKey: ['holidays'] })

const yearQuery = (year: string) => infiniteQueryOptions({
  queryKey: ['holidays', 'year', year], initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => api.get('/holidays', { query: { from: `${year}-01-01`, to: `${year}-12-31`, ...(pageParam !== undefined && { after: pageParam }) }, signal }),
  getNextPageParam: (last: Answer<'GET /holidays'>) => last.page.next ?? undefined,
})

export default function HolidaysScreen() {
  const t = useText()
  const today = useFormat().today()
  const thisYear = Number(today.slice(0, 4))
  const [year, setYear] = useState(String(thisYear))
  const [open, setOpen] = useState<'day' | 'list' | null>(null)
  const query = useInfiniteQuery(yearQuery(year))
  const holidays = query.data?.pages.flatMap((page) => page.data) ?? []
  const actions = (
    <>
      <Button icon={<Upload size={16} />} onClick={() => setOpen('list')}>{t(h.importList)}</Button>
      <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('day')}>{t(h.add)}</Button>
    </>
  )
  const years = [-2, -1, 0, 1, 2].map((step) => String(thisYear + step))
  return (
    <SettingsPage title={t(s.holidays)} help={t(s.holidaysHelp)} actions={holidays.length > 0 && actions}>
      <Select style={{ maxWidth: 160, marginBottom: 16 }} label={t(h.year)} value={year} onChange={setYear} options={years.map((value) => ({ value, label: value }))} />
      <QueryRows
        query={query} items={holidays} skeletons={6}
        empty={{ icon: <CalendarOff size={20} />, title: t(h.emptyTitle, { year }), body: t(h.emptyBody), action: actions }}
        renderRow={(holiday) => <HolidayRow key={holiday.id} holiday={holiday} />}
      />
      {open === 'day' && <FieldToolsProvider><HolidaySheet day={year === today.slice(0, 4) ? today : `${year}-01-01`} onWritten={refresh} onClose={() => setOpen(null)} /></FieldToolsProvider>}
      {open === 'list' && (
        <ListImport
          title={t(h.importList)} help={t(h.listHelp)} example={t(h.example)} accept=".csv,.txt,.tsv,.ics" onWritten={refresh} onClose={() => setOpen(null)}
          write={(text) => api.post('/holidays/import', { body: { text } })}
        />
      )}
    </SettingsPage>
  )
}

function HolidayRow({ holiday }: { holiday: Holiday }) {
  const t = useText()
  const toast = useToast()
  const format = useFormat()
  const branches = useBranchOptions()
  const { id, ...values } = holiday
  const name = t(holiday.name)
  const date = format.date(holiday.date, { weekday: true })
  const remove = async () => {
    await api.delete('/holidays/{id}', { path: { id } })
    toast({ text: t(h.removed, { name }), undo: () => void api.put('/holidays', { body: { holidays: [values] } }).then(refresh) })
    await refresh()
  }
  const detail = [date, t(h[holiday.kind]), branches.find((one) => one.value === holiday.branch)?.label].filter(Boolean).join(' · ')
  return <ListRow title={name} detail={detail} end={<IconButton size="small" label={t(h.remove, { name, date })} onClick={() => void remove()}><Trash2 size={16} /></IconButton>} />
}
