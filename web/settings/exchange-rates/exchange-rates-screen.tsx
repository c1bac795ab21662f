// Settings: what other currencies were worth, day by day, and the import of a list.
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Coins, Plus, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient, type Answer, type Row } from '../../api.ts'
import { useRegion, useText } from '../../i18n.tsx'
import { FieldToolsProvider } from '../../records/field-tools.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useFormat } from '../../use-format.ts'
import { currencyOptions } from '../../zones.ts'
import { ListImport } from '../list-import.tsx'
import { ListRow } from '../list.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { RateSheet } from './rate-sheet.tsx'
import { rateTexts as r } from './texts.ts'

type Rate = Row<'GET /exchange-rates'>

/** The sales figures stand on the rates too. */
const refresh = () => Promise.all([['exchangeRates'], ['records', 'deal', 'sales']].map((queryKey) => queryClient.invalidateQueries({ queryKey })))

const ratesQuery = (currency: string) => infiniteQueryOptions({
  queryKey: ['exchangeRates', currency], initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => api.get('/exchange-rates', { query: { ...(currency && { currency }), ...(pageParam !== undefined && { after: pageParam }) }, signal }),
  getNextPageParam: (last: Answer<'GET /exchange-rates'>) => last.page.next ?? undefined,
})

export default function ExchangeRatesScreen() {
  const t = useText()
  const { language, currency: base } = useRegion()
  const [currency, setCurrency] = useState('')
  const [open, setOpen] = useState<'rate' | 'list' | null>(null)
  const query = useInfiniteQuery(ratesQuery(currency))
  const rates = query.data?.pages.flatMap((page) => page.data) ?? []
  const actions = (
    <>
      <Button icon={<Upload size={16} />} onClick={() => setOpen('list')}>{t(r.importList)}</Button>
      <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('rate')}>{t(r.add)}</Button>
    </>
  )
  const isEmpty = query.isSuccess && !rates.length && !currency
  return (
    <SettingsPage title={t(s.exchangeRates)} help={t(s.exchangeRatesHelp)} actions={!isEmpty && actions}>
      {query.isPending && <SkeletonRows rows={5} height={54} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {isEmpty && <EmptyState icon={<Coins size={20} />} title={t(r.emptyTitle)} body={t(r.emptyBody)} action={actions} />}
      {query.isSuccess && !isEmpty && (
        <>
          <Select
            style={{ maxWidth: 300, marginBottom: 16 }} label={t(r.currency)} value={currency} onChange={setCurrency}
            options={[{ value: '', label: t(r.all) }, ...currencyOptions(language).filter((one) => one.value !== base)]}
          />
          {rates.length > 0 && <Card style={{ overflow: 'hidden' }}>{rates.map((rate) => <RateRow key={`${rate.currency} ${rate.date}`} rate={rate} />)}</Card>}
          {!rates.length && <EmptyState icon={<Coins size={20} />} title={t(r.emptyTitle)} />}
          {query.hasNextPage && <div style={{ paddingTop: 12 }}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(r.more)}</Button></div>}
        </>
      )}
      {open === 'rate' && <FieldToolsProvider><RateSheet currency={currency} onWritten={refresh} onClose={() => setOpen(null)} /></FieldToolsProvider>}
      {open === 'list' && (
        <ListImport
          title={t(r.importList)} help={t(r.listHelp)} example={t(r.example)} accept=".csv,.txt,.tsv" onWritten={refresh} onClose={() => setOpen(null)}
          write={(text) => api.post('/exchange-rates/import', { body: { text } })}
        />
      )}
    </SettingsPage>
  )
}

function RateRow({ rate }: { rate: Rate }) {
  const t = useText()
  const toast = useToast()
  const format = useFormat()
  const { currency, date } = rate
  const remove = async () => {
    await api.delete('/exchange-rates/{currency}/{date}', { path: { currency, date } })
    toast({ text: t(r.removed), undo: () => void api.put('/exchange-rates', { body: { rates: [rate] } }).then(refresh) })
    await refresh()
  }
  // with all its digits: as an amount of money it would be rounded
  const worth = `${typeof rate.rate === 'number' ? format.number(rate.rate, 12) : rate.rate} ${format.region.currency}`
  return (
    <ListRow
      title={t(r.equals, { currency, rate: worth })} detail={format.date(date)}
      end={<IconButton size="small" label={t(r.remove, { currency, date: format.date(date) })} onClick={() => void remove()}><Trash2 size={16} /></IconButton>}
    />
  )
}
