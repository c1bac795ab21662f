// Peeking at a record beside its list; from below on a phone. What the peek holds comes later (peek-panel.tsx).
import styled from '@emotion/styled'
import { useState, type ReactNode } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { deferred } from '../../ui/deferred.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import type { ListModel } from '../list/use-list-model.ts'

export const Panel = styled('aside')({
  width: 'clamp(360px, 34vw, 520px)', flexShrink: 0, display: 'flex', flexDirection: 'column', minHeight: 0,
  borderLeft: `1px solid ${v.line}`, backgroundColor: v.paper, borderTop: `1px solid ${v.line}`,
})

export type PeekProps = { object: ObjectInfo; id: string; open: boolean; onClose: () => void; onMove: (id: string) => void }

const PeekPanel = deferred<PeekProps>(() => import('./peek-panel.tsx').then((module) => module.PeekPanel), () => <Panel><SkeletonRows rows={10} columns={2} /></Panel>)
const PeekSheet = deferred<PeekProps>(() => import('./peek-panel.tsx').then((module) => module.PeekSheet))

export function PeekFrame({ model, children }: { model: ListModel; children: ReactNode }) {
  const { object, address, change } = model
  const isPhone = useIsPhone()
  const id = address.peek
  // A sheet keeps what it showed while it slides away.
  const [last, setLast] = useState(id)
  if (id && id !== last) setLast(id)
  const shown = id ?? last
  const move = (next: string) => change({ peek: next })
  const close = () => {
    change({ peek: undefined })
    document.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true })
  }
  return (
    <div style={{ display: 'flex', flex: 1, minHeight: 0, minWidth: 0 }}>
      <div style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, minWidth: 0 }}>{children}</div>
      {id && !isPhone && <PeekPanel object={object} id={id} open onClose={close} onMove={move} />}
      {isPhone && shown && <PeekSheet object={object} id={shown} open={Boolean(id)} onClose={close} onMove={move} />}
    </div>
  )
}
