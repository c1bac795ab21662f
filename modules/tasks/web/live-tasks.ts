// A task that a workflow or a colleague makes or moves appears by itself.
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { keys } from '../../../web/queries.ts'
import { useRealtime } from '../../../web/realtime.ts'

/** `enabled` false: tasks are not hers to see. */
export function useLiveTasks(enabled = true): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useRealtime(enabled ? 'records:task' : null, (message) => {
    if (message.type !== 'event') return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: keys.records('task') })
    }, 400)
  })
}
