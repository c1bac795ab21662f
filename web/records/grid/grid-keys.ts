// The keyboard of a grid: what each key means and where the active cell goes. Pure. Row -1 is the header.
export type Cell = { row: number; column: number }
export type GridAction =
  | { type: 'move'; to: Cell; extend: boolean }
  | { type: 'edit' } | { type: 'peek' } | { type: 'open' } | { type: 'select' } | { type: 'selectAll' } | { type: 'escape' } | { type: 'menu' } | { type: 'fill' } | { type: 'undo' }

type Key = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }
type Size = { rows: number; columns: number; page: number }

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

function target(event: Key, cell: Cell, size: Size): Cell | null {
  const mod = event.ctrlKey || event.metaKey
  const moves: Record<string, [number, number]> = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-size.page, 0],
    PageDown: [size.page, 0], k: [-1, 0], j: [1, 0],
  }
  if (event.key === 'Home') return mod ? { row: 0, column: 0 } : { ...cell, column: 0 }
  if (event.key === 'End') return mod ? { row: size.rows - 1, column: cell.column } : { ...cell, column: size.columns - 1 }
  const move = mod && event.key.length === 1 ? undefined : moves[event.key]
  if (!move) return null
  const lowest = event.key.startsWith('Page') || event.key === 'k' ? 0 : -1
  return {
    row: within(cell.row + move[0], lowest, size.rows - 1), column: within(cell.column + move[1], 0, size.columns - 1),
  }
}

/** Null where the key is not the grid's. */
export function actionOf(event: Key, cell: Cell, size: Size): GridAction | null {
  const mod = event.ctrlKey || event.metaKey
  if (event.altKey && event.key === 'ArrowDown') return { type: 'menu' }
  if (event.altKey) return null
  const to = target(event, cell, size)
  if (to) return { type: 'move', to, extend: event.shiftKey && event.key.startsWith('Arrow') }
  if (event.key === 'Enter') return { type: mod ? 'open' : 'edit' }
  if (event.key === 'F2') return { type: 'edit' }
  if (event.key === ' ') return { type: 'peek' }
  if (event.key === 'Escape') return { type: 'escape' }
  if (mod && event.key.toLowerCase() === 'a') return { type: 'selectAll' }
  if (mod && event.key.toLowerCase() === 'd') return { type: 'fill' }
  if (mod && !event.shiftKey && event.key.toLowerCase() === 'z') return { type: 'undo' }
  if (mod) return null
  if (event.key === 'x') return { type: 'select' }
  return event.key === 'o' ? { type: 'open' } : null
}
