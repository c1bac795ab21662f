// The workflow room's screens: setting a workflow off, and telling who did what came of it.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api, type Answer, type Body, type Row } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { keys, useSession } from '../../../web/queries.ts'
import { useToast } from '../../../web/ui/toast.tsx'
import { workflowTexts as w } from './texts.ts'

export type WorkflowButton = Row<'GET /workflow-buttons'>
type Start = Answer<'GET /workflow-starts/{id}'>
export type Chosen = Pick<Body<'POST /workflow-buttons/{id}/press'>, 'ids' | 'filter'>

/** Milliseconds between looks, and how often; after that a notification tells. */
const LOOK_MS = 700
const LOOKS = 14

export const workflowButtonsQuery = (object: string) => queryOptions({
  queryKey: ['workflow-buttons', object], staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get('/workflow-buttons', { query: { object, limit: 500 }, signal })).data,
})

async function watch(start: Start): Promise<Start> {
  let now = start
  for (let looks = 0; now.status === 'running' && looks < LOOKS; looks++) {
    await new Promise((done) => setTimeout(done, LOOK_MS))
    now = await api.get('/workflow-starts/{id}', { path: { id: start.id } })
  }
  return now
}

/** `done` is called as soon as it has begun; the toast that follows leads an administrator to the run. */
export function usePressWorkflow(button: WorkflowButton, done: () => void) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const client = useQueryClient()
  const isAdministrator = useSession()?.administrator ?? false
  const tell = (start: Start) => {
    const name = t(button.label)
    const text = start.status === 'running' ? t(w.stillRunning, { name })
      : start.failed ? t(w.pressFailed, { name, count: start.failed })
        : start.completed ? t(w.pressDone, { name, count: start.completed })
          : t(w.pressNone, { name })
    const open = { label: t(w.openRuns), run: () => router.history.push(`/settings/workflows/${button.id}?tab=runs`) }
    toast({ text, ...(start.failed ? { tone: 'bad' as const } : {}), ...(isAdministrator ? { action: open } : {}) })
    return client.invalidateQueries({ queryKey: keys.records(button.object) })
  }
  return useMutation({
    mutationFn: ({ chosen, input }: { chosen: Chosen; input: Record<string, unknown> }) => api.post('/workflow-buttons/{id}/press', { path: { id: button.id }, body: { ...chosen, input } }),
    onSuccess: (start) => {
      done()
      void watch(start as Start).then(tell)
    },
  })
}
