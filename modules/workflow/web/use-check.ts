// The workflow room's screens: the server's remarks on the draft as it is now, asked for while she works.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, type Answer } from '../../../web/api.ts'
import { bodyOf, type Draft } from './queries.ts'

export type Finding = Answer<'POST /workflows/check'>['findings'][number]

/** `tone`: what keeps it from being saved, what is probably not meant, what is good to know. */
export type Remark = { path: string; message: string; tone: 'bad' | 'warn' | 'note' }

/** Milliseconds of rest before the server is asked. */
const REST_MS = 500

export function useRemarks(draft: Draft): Remark[] {
  const text = JSON.stringify(bodyOf(draft))
  const rested = useRested(text)
  const { data } = useQuery({
    queryKey: ['workflows', 'check', rested], placeholderData: keepPreviousData, staleTime: 30_000, retry: false,
    queryFn: ({ signal }) => api.post('/workflows/check', { body: { workflow: JSON.parse(rested) as Record<string, unknown> }, signal }),
  })
  if (!data) return []
  return [
    ...data.faults.filter(({ path }) => path !== 'name').map(({ path, message }): Remark => ({ path, message, tone: 'bad' })),
    ...data.findings.map(({ path, message, kind }): Remark => ({ path, message, tone: kind === 'warning' ? 'warn' : 'note' })),
  ]
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

/** Those of one node of the canvas, not of the steps inside it. */
export function remarksAt(remarks: Remark[], id: string): Remark[] {
  if (id === 'trigger') return remarks.filter(({ path }) => !path.startsWith('steps') && path !== 'role')
  return remarks.filter(({ path }) => path === id || (path.startsWith(`${id}.`) && !/^\.(then|else|steps)\[/.test(path.slice(id.length))))
}
