// Notifications: the viewer's own, newest first, kept fresh by the realtime line.
import { useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api, type Answer } from '../api.ts'
import { useText } from '../i18n.tsx'
import { keys } from '../queries.ts'
import { useRealtime, type Notification } from '../realtime.ts'
import { useToast } from '../ui/toast.tsx'
import { notificationTexts } from './texts.ts'

type Pages = InfiniteData<Answer<'GET /notifications'>, string | undefined>

export function useNotifications() {
  const query = useInfiniteQuery({
    queryKey: keys.notifications,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get('/notifications', { query: { after: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.page.next ?? undefined,
  })
  const list = query.data?.pages.flatMap((page) => page.data) ?? []
  return { query, list, unread: query.data?.pages[0]?.unread ?? 0 }
}

const mapPages = (pages: Pages, unread: (before: number) => number, change: (one: Notification) => Notification): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, unread: unread(page.unread), data: page.data.map(change) })),
})

/** Marks some or all as read; shows it at once. */
export function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (which: { ids: string[] } | { all: true }) => api.post('/notifications/read', { body: which }),
    onMutate: (which) => {
      const at = new Date().toISOString()
      client.setQueryData<Pages>(keys.notifications, (now) => {
        if (!now) return now
        const meant = (one: Notification) => !one.readAt && ('all' in which || which.ids.includes(one.id))
        const count = 'all' in which ? Infinity : now.pages.flatMap((page) => page.data).filter(meant).length
        return mapPages(now, (before) => Math.max(0, before - count), (one) => (meant(one) ? { ...one, readAt: at } : one))
      })
    },
    onError: () => client.invalidateQueries({ queryKey: keys.notifications }),
  })
}

/** Opens what a notification is about: a path of this app, or the record it names. */
export function useOpenNotification(): (one: Notification) => void {
  const router = useRouter()
  const mark = useMarkRead()
  return (one) => {
    if (!one.readAt) mark.mutate({ ids: [one.id] })
    const path = one.link?.startsWith('/') ? one.link : one.object && one.record ? `/o/${one.object}/${one.record}` : null
    if (path) router.history.push(path)
    else if (one.link && /^https?:/.test(one.link)) window.open(one.link, '_blank', 'noopener')
  }
}

/** Puts what arrives on top of the list and says it in a toast. Once, in the shell. */
export function useNotificationLine(): void {
  const client = useQueryClient()
  const toast = useToast()
  const t = useText()
  const open = useOpenNotification()
  useRealtime('notifications', (message) => {
    // Another window of the same member marked some as read.
    if (message.type === 'event') return void client.invalidateQueries({ queryKey: keys.notifications })
    if (message.type !== 'notification') return
    const one = message.notification
    const known = client.getQueryData<Pages>(keys.notifications)?.pages.some((page) => page.data.some((other) => other.id === one.id))
    if (known) return
    client.setQueryData<Pages>(keys.notifications, (now) => now && {
      ...now,
      pages: now.pages.map((page, index) => ({ ...page, unread: page.unread + (one.readAt ? 0 : 1), data: index ? page.data : [one, ...page.data] })),
    })
    toast({ text: one.title, action: { label: t(notificationTexts.open), run: () => open(one) }, stay: 8_000 })
  })
}
