// Who else looks at this record now: small faces beside its name. A tab in the background is not there.
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useRealtime } from '../../realtime.ts'
import { v } from '../../theme.ts'
import { Avatar } from '../../ui/label.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { recordTexts as texts } from './record-texts.ts'

const mostFaces = 3

const inSight = () => document.visibilityState === 'visible'
const watchSight = (watch: () => void) => {
  document.addEventListener('visibilitychange', watch)
  return () => document.removeEventListener('visibilitychange', watch)
}

export function Presence({ object, id }: { object: string; id: string }) {
  const { t, members } = useFieldTools()
  const topic = `presence:${object}:${id}`
  const [others, setOthers] = useState<string[]>([])
  useRealtime(useSyncExternalStore(watchSight, inSight) ? topic : null, (message) => message.type === 'presence' && setOthers(message.members))
  useEffect(() => setOthers([]), [topic])
  const names = others.map((one) => members.get(one)?.name).filter((name) => name !== undefined)
  const said = t(names.length === 1 ? texts.oneElse : texts.othersHere, { name: names[0] ?? '', names: names.join(', ') })
  // the place is kept, so that a screen reader tells who comes
  return (
    <span role="status" data-presence style={{ display: 'inline-flex', alignItems: 'center', flexShrink: 0 }}>
      {names.length > 0 && (
        <Tooltip label={said}>
          <span style={{ display: 'inline-flex', padding: '0 6px 0 8px' }}>
            <span style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>{said}</span>
            {names.slice(0, mostFaces).map((name) => (
              <span key={name} aria-hidden style={{ display: 'inline-flex', marginLeft: -5, borderRadius: '50%', boxShadow: `0 0 0 2px ${v.paper}` }}><Avatar name={name} size={24} /></span>
            ))}
            {names.length > mostFaces && <span aria-hidden style={{ marginLeft: 4, fontSize: 12, lineHeight: '24px', color: v.secondary }}>+{names.length - mostFaces}</span>}
          </span>
        </Tooltip>
      )}
    </span>
  )
}
