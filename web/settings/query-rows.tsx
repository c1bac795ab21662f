// Settings: what a query lists, as rows in a card; also while it is on its way, when it fails, when there is nothing, and when there is more.
import type { ReactElement, ReactNode } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'

interface Listing {
  isPending: boolean
  isSuccess: boolean
  error: unknown
  refetch: () => unknown
  hasNextPage?: boolean
  isFetchingNextPage?: boolean
  fetchNextPage?: () => unknown
}

/** `empty` stands in place of no rows; `skeletons`: how many rows are drawn while nothing is known. */
interface Props<Item> { query: Listing; items: Item[] | undefined; renderRow: (item: Item) => ReactElement; empty?: { icon: ReactNode; title: string; body?: ReactNode; action?: ReactNode }; skeletons?: number }

export function QueryRows<Item>({ query, items = [], renderRow, empty, skeletons = 3 }: Props<Item>) {
  const t = useText()
  return (
    <>
      {query.isPending && <SkeletonRows rows={skeletons} height={54} columns={2} />}
      {query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && !items.length && empty && <EmptyState {...empty} />}
      {items.length > 0 && <Card style={{ overflow: 'hidden' }}>{items.map(renderRow)}</Card>}
      {query.hasNextPage && <div style={{ paddingTop: 12 }}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage?.()}>{t(texts.showMore)}</Button></div>}
    </>
  )
}
