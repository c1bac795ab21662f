// Others' moves on a board: cards change their columns and sums follow, within a second.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../api.ts'
import { useRealtime } from '../../realtime.ts'
import { bothFilters } from '../filter/filter-model.ts'
import { changeRecords, refreshColumns } from '../record-cache.ts'
import { columnOf } from './board-model.ts'
import { placeInColumn, refreshTallies, type Board } from './use-board.ts'

const gather = 250
/** With more changes than this at once (an import), the columns are fetched anew instead. */
const most = 100

export function useLiveBoard(board: Board | null): void {
  const client = useQueryClient()
  const touched = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const now = useRef(board)
  now.current = board
  useEffect(() => () => clearTimeout(timer.current), [])

  const work = async () => {
    timer.current = undefined
    const at = now.current
    const ids = [...touched.current]
    touched.current.clear()
    if (!at) return
    void refreshTallies(client, at)
    if (ids.length > most) return void refreshColumns(client, at.object.name)
    const { data } = await api.get('/records/{object}', { path: { object: at.object.name }, query: { ...at.query, filter: bothFilters(at.query.filter, { id: { in: ids } }), limit: ids.length } })
    const byId = new Map(data.map((row) => [row.id, row]))
    changeRecords(client, at.object.name, ids.filter((id) => !byId.has(id)), () => null)
    for (const row of data) {
      const held = changeRecords(client, at.object.name, [row.id], (shown) => ({ ...shown, ...row }))
      const value = columnOf(row, at.group.name)
      // In its column already: it keeps its place. Otherwise it comes in at the top.
      const there = held.some(([key]) => key[2] === 'column' && key[4] === value)
      if (!there) placeInColumn(client, at, value, row)
    }
  }
  useRealtime(board ? `records:${board.object.name}` : null, (message) => {
    if (message.type !== 'event') return
    touched.current.add(message.event.id)
    timer.current ??= setTimeout(() => void work().catch(() => refreshColumns(client, board!.object.name)), gather)
  })
}
