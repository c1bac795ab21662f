// The viewer's own tasks: open ones by due date, page after page, and what was completed today.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useLiveTasks } from '../../../modules/tasks/web/live-tasks.ts'
import { api } from '../../api.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import { myDoneToday, myOpenTasks } from '../task-status.ts'

const wanted = ['id', 'version', 'subject', 'status', 'priority', 'dueAt', 'completedAt', 'about', 'contact', 'owner', 'checklist']

/** Undefined: tasks are not hers to see. Fields that are hidden from her are not asked for. */
export function useMyTasks(object: ObjectInfo | undefined) {
  const enabled = object !== undefined
  const known = wanted.filter((name) => object?.fields.some((field) => field.name === name))
  const fields = known.join(',')
  const expand = known.filter((name) => name === 'about' || name === 'contact').join(',') || undefined
  const tasks = useInfiniteQuery({
    queryKey: [...keys.records('task'), 'mine'], enabled, initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get('/records/{object}', { path: { object: 'task' }, query: { filter: myOpenTasks, sort: 'dueAt', limit: 100, expand, fields, after: pageParam }, signal }),
    getNextPageParam: (last) => last.page?.next ?? undefined,
  })
  const finished = useQuery({
    queryKey: [...keys.records('task'), 'mineDone'], enabled,
    queryFn: ({ signal }) => api.get('/records/{object}', { path: { object: 'task' }, query: { filter: myDoneToday, sort: '-completedAt', limit: 50, expand, fields }, signal }),
  })
  useLiveTasks(enabled)
  return { tasks, open: tasks.data?.pages.flatMap((page) => page.data) ?? [], done: finished.data?.data ?? [] }
}
