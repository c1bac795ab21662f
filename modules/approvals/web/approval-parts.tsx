// The approvals' screens: how far a request is: its state as a label, and everyone asked with what she said.
import { Check, CornerUpRight, Hourglass, X } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Avatar, Label } from '../../../web/ui/label.tsx'
import { useFormat } from '../../../web/use-format.ts'
import type { Approval } from './queries.ts'
import { approvalTexts as a } from './texts.ts'

const colours: Record<Approval['state'], string> = { pending: 'amber', approved: 'green', rejected: 'red', expired: 'gray', withdrawn: 'gray' }

export function StateLabel({ state }: { state: Approval['state'] }) {
  const t = useText()
  return <Label colour={colours[state]}>{t(a[state])}</Label>
}

/** "Waits for Citra, Dewi". */
export function useWaitsFor(): (approval: Approval) => string {
  const t = useText()
  return ({ seats }) => {
    const names = [...new Set(seats.filter((seat) => seat.open).map((seat) => seat.member?.name ?? '–'))]
    return names.length ? t(a.waitsFor, { names: names.join(', ') }) : t(a.waitsForNobody)
  }
}

type Seat = Approval['seats'][number]

export function Levels({ approval }: { approval: Approval }) {
  const t = useText()
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {approval.levels.map((level) => {
        const seats = approval.seats.filter((seat) => seat.level === level.level)
        return (
          <section key={level.level}>
            <h3 style={{ margin: '0 0 6px', fontSize: 13, fontWeight: 600, color: v.secondary }}>
              {t(a.level, { level: level.level })}{seats.length > 1 && `, ${t(level.need === 'all' ? a.needAll : a.needAny)}`}
            </h3>
            {seats.length === 0 && <div style={{ color: v.muted, fontSize: 13.5 }}>{level.state === 'waiting' ? `${level.who.join(', ')} · ${t(a.inTurn)}` : t(a.waitsForNobody)}</div>}
            {seats.map((seat) => <SeatLine key={seat.member?.id} seat={seat} />)}
          </section>
        )
      })}
      {approval.parallel && approval.levels.length > 1 && <div style={{ color: v.muted, fontSize: 13 }}>{t(a.atOnce)}</div>}
    </div>
  )
}

const marks = { approved: Check, rejected: X, delegated: CornerUpRight }

function SeatLine({ seat }: { seat: Seat }) {
  const t = useText()
  const format = useFormat()
  const name = seat.member?.name ?? '–'
  const Icon = seat.decision ? marks[seat.decision] : Hourglass
  const tone = seat.decision === 'approved' ? v.good : seat.decision === 'rejected' ? v.bad : v.muted
  const said = seat.decision ? `${t(a[seat.decision])}${seat.at ? ` · ${format.dateTime(seat.at)}` : ''}` : t(seat.open ? a.turn : a.passed)
  const why = [seat.standsFor && t(a.inPlaceOf, { name: seat.standsFor.name }), seat.via === 'escalated' && t(a.escalated)].filter(Boolean).join(', ')
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: 10, padding: '5px 0' }}>
      <Avatar name={name} size={24} />
      <div style={{ minWidth: 0 }}>
        <div style={{ overflowWrap: 'anywhere' }}><span style={{ fontWeight: 500 }}>{name}</span>{why && <span style={{ color: v.secondary }}> {why}</span>}</div>
        <div style={{ display: 'flex', alignItems: 'center', gap: 5, color: v.secondary, fontSize: 13 }}><Icon size={14} color={tone} aria-hidden />{said}</div>
        {seat.comment && <div style={{ fontSize: 13.5, color: v.secondary, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>“{seat.comment}”</div>}
      </div>
    </div>
  )
}
