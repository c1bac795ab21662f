// What a card tells at a glance: the days in its stage, marked when they are more than the stage allows, and how much of
// its checklist is done.
import { CircleCheckBig, Clock3, TriangleAlert } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo, ObjectInfo, Pipeline } from '../../queries.ts'
import { v } from '../../theme.ts'
import type { RecordRow } from '../field-web.ts'
import { isStage } from '../options.ts'
import { boardTexts as texts } from './board-texts.ts'

/** The fields that the marks are read from, and after how many days a card is too long in a stage; closed stages count none. */
export type Marks = { since?: FieldInfo; checklist?: FieldInfo; limits: Map<string, number | null> }

export function marksOf(object: ObjectInfo, group: FieldInfo, pipeline: Pipeline | undefined): Marks {
  const open = pipeline?.stages.filter((stage) => stage.kind === 'open') ?? []
  return {
    since: isStage(group) ? object.fields.find((field) => field.name === 'stageSince' && field.type === 'dateTime') : undefined,
    checklist: object.fields.find((field) => field.name === 'checklist' && field.type === 'json'),
    limits: new Map(open.map((stage) => [stage.value, stage.rottenAfterDays ?? null])),
  }
}

const DAY = 86_400_000
/** For who hears the screen. */
const unseen = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' } as const

export function CardMarks({ card, marks: { since, checklist, limits }, stage }: { card: RecordRow; marks: Marks; stage: string | null }) {
  const t = useText()
  const items = checklist && Array.isArray(card[checklist.name]) ? (card[checklist.name] as { done: boolean }[]) : []
  const entered = since && stage !== null && limits.has(stage) ? card[since.name] : null
  const days = entered ? Math.max(0, Math.floor((Date.now() - Date.parse(String(entered))) / DAY)) : null
  const limit = stage === null ? null : limits.get(stage) ?? null
  if (days === null && items.length === 0) return null
  const rotten = days !== null && limit !== null && days > limit
  return (
    <div className="cardMarks tabular">
      {days !== null && (
        <span style={rotten ? { color: v.warn, fontWeight: 600 } : undefined} title={rotten ? t(texts.rotten, { limit }) : undefined}>
          {rotten ? <TriangleAlert size={13} aria-hidden /> : <Clock3 size={13} aria-hidden />}{t(texts.inStage, { days })}
          {rotten && <span style={unseen}>, {t(texts.rotten, { limit })}</span>}
        </span>
      )}
      {items.length > 0 && <span aria-label={t(texts.checklist, { done: items.filter((item) => item.done).length, all: items.length })} role="img"><CircleCheckBig size={13} aria-hidden />{items.filter((item) => item.done).length}/{items.length}</span>}
    </div>
  )
}
