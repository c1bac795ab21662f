// One entry of a timeline.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { ArrowRight, ArrowRightLeft, BadgeCheck, Bot, CircleCheckBig, Cog, FileText, FileUp, KeyRound, ListChecks, Merge, MessageCircle, NotebookPen, PencilLine, Plus, RotateCcw, Trash2, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import { texts as kit } from '../../texts.ts'
import { touch, v } from '../../theme.ts'
import { Details } from '../../ui/details.tsx'
import { Avatar } from '../../ui/label.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { approvalTexts } from '../../../modules/approvals/web/texts.ts'
import type { Text } from '../../i18n.tsx'
import { messagingTexts } from '../../../modules/messaging/web/texts.ts'
import { conversionEntryTexts } from '../../../modules/contacts/lead/web/texts.ts'
import { useFieldTools } from '../field-tools.tsx'
import { MergeEntry } from '../merge/merge-entry.tsx'
import { mergeTexts } from '../merge/merge-texts.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { isEmpty, ValueView } from '../value-view.tsx'
import { wordsOf } from './own-part.tsx'
import { NamedText } from './named-text.tsx'
import { recordTexts as texts } from './record-texts.ts'
import { TaskLine } from './task-line.tsx'
import type { TimelineChange, TimelineEntry, Way } from './timeline-data.ts'

const wayTexts: Record<Way, keyof typeof texts> = {
  person: 'viaPerson', api: 'viaApi', import: 'viaImport', bulk: 'viaBulk', workflow: 'viaWorkflow', system: 'viaSystem',
}
const wayIcons: Record<Way, LucideIcon> = { person: PencilLine, api: KeyRound, import: FileUp, bulk: ListChecks, workflow: Bot, system: Cog }
const kindIcons: Record<string, LucideIcon> = { created: Plus, deleted: Trash2, restored: RotateCcw }
const typeIcons: Record<string, LucideIcon> = { note: NotebookPen, task: CircleCheckBig, document: FileText, merge: Merge, conversion: ArrowRightLeft, approval: BadgeCheck, message: MessageCircle }
const approvalSaid: Record<string, Text> = { approved: approvalTexts.saidApproved, rejected: approvalTexts.saidRejected, delegated: approvalTexts.saidDelegated, expired: approvalTexts.saidExpired, withdrawn: approvalTexts.saidWithdrawn }

type Props = { entry: TimelineEntry; object: ObjectInfo; last: boolean }

export function TimelineItem({ entry, object, last }: Props) {
  const { format } = useFieldTools()
  const Icon = typeIcons[entry.type] ?? kindIcons[entry.kind ?? ''] ?? wayIcons[entry.way ?? 'person']
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: '26px minmax(0, 1fr)', gap: 10, paddingBottom: 14, position: 'relative' }}
    >
      {!last && (
        <span
          aria-hidden
          style={{ position: 'absolute', left: 12.5, top: 28, bottom: 2, width: 1, backgroundColor: v.line }}
        />
      )}
      <span
        aria-hidden
        style={{
          width: 26, height: 26, borderRadius: '50%', display: 'flex', alignItems: 'center', justifyContent: 'center',
          backgroundColor: v.pressed, color: v.secondary,
        }}
      >
        <Icon size={14} />
      </span>
      <div style={{ minWidth: 0, paddingTop: 3 }}>
        <div style={{ display: 'flex', gap: 8, alignItems: 'baseline', flexWrap: 'wrap', lineHeight: '20px' }}>
          <Sentence entry={entry} object={object} />
          <Tooltip label={format.dateTime(entry.at)}>
            <time dateTime={entry.at} style={{ color: v.muted, fontSize: 12.5, whiteSpace: 'nowrap' }}>
              {format.ago(entry.at)}
            </time>
          </Tooltip>
        </div>
        <Body entry={entry} object={object} />
      </div>
    </div>
  )
}

/** "Ayu mengubah Tahap", and by which way where it was not by hand. */
function Sentence({ entry, object }: Pick<Props, 'entry' | 'object'>) {
  const { t, objectOf } = useFieldTools()
  const { actor, way, kind, changes = [], type } = entry
  const workflow = typeof entry.cause?.workflow === 'object' ? entry.cause?.workflow?.name : undefined
  const byWorkflow = actor?.kind === 'workflow' ? actor.name : actor ? undefined : workflow
  const who = byWorkflow
    ? t(texts.workflowNamed, { name: byWorkflow })
    : actor?.name ?? (way === 'workflow' || way === 'system' || way === 'import' ? t(texts[wayTexts[way]]) : t(texts.someone))
  const field = changes.length === 1
    ? t(object.fields.find((one) => one.name === changes[0].field)?.label) || changes[0].field
    : ''
  const said = (): string => {
    if (type === 'note') return t(texts.wroteNote, { who: '\u0000' })
    if (type === 'task') return t(texts.madeTask, { who: '\u0000' })
    if (type === 'workflow') return t(
      entry.status === 'failed' ? texts.workflowFailed : texts.workflowRan, { who: '\u0000' },
    )
    if (type === 'approval') return t(approvalSaid[String(entry.event)] ?? approvalTexts.saidAsked, { who: '\u0000' })
    if (type === 'message') return t(messagingTexts.wrote, { who: '\u0000' })
    if (type === 'merge') return t(mergeTexts.mergedEntry, { who: '\u0000', names: (entry.merge?.from ?? []).map((one) => one.title ?? t(mergeTexts.gone)).join(', ') })
    if (kind === 'unmerged') return t(mergeTexts.unmergedEntry, { who: '\u0000' })
    if (type === 'conversion') return t(entry.undone ? conversionEntryTexts.undone : conversionEntryTexts.converted, { who: '\u0000' })
    if (type !== 'change') return t(texts.added, { who: '\u0000', what: t(objectOf(type)?.label).toLowerCase() || type })
    if (kind === 'created') return t(texts.created, { who: '\u0000' })
    if (kind === 'deleted') return t(texts.deletedBy, { who: '\u0000' })
    if (kind === 'revealed') return t(texts.revealedBy, { who: '\u0000' })
    if (kind === 'restored') return t(texts.restoredBy, { who: '\u0000' })
    return changes.length === 1
      ? t(texts.updated, { who: '\u0000', field })
      : t(texts.updatedSeveral, { who: '\u0000', count: changes.length })
  }
  const [before, after] = said().split('\u0000')
  const via = way && way !== 'person' && actor && !byWorkflow
    ? ` ${t(texts[wayTexts[way]])}${way === 'workflow' && workflow ? ` ${workflow}` : entry.cause?.app ? ` (${entry.cause.app})` : ''}`
    : ''
  return (
    <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      {before}<span style={{ display: 'inline-flex', alignItems: 'center', gap: 5, fontWeight: 500, verticalAlign: 'bottom' }}>{actor?.kind === 'person' && <Avatar name={who} size={18} />}{who}</span>{after}
      {via && <span style={{ color: v.secondary }}>{via}</span>}
    </span>
  )
}

const aside = { marginTop: 4, color: v.secondary, fontSize: 13, lineHeight: '19px', overflowWrap: 'anywhere' } as const

function Body({ entry, object }: Pick<Props, 'entry' | 'object'>) {
  const { t, objectOf } = useFieldTools()
  const { record, type, kind, changes = [] } = entry
  if (type === 'task' && record) return <Frame><TaskLine task={record} /></Frame>
  if (type === 'note' && record) {
    return (
      <Frame>
        <Whole to="/o/$object/$id" params={{ object: 'note', id: record.id }} style={{ color: 'inherit' }}><NamedText text={String(record.body ?? '')} /></Whole>
      </Frame>
    )
  }
  if (type === 'conversion') return object.name !== 'lead' && entry.lead ? <Frame><Whole to="/o/$object/$id" params={{ object: 'lead', id: entry.lead }}>{t(objectOf('lead')?.label)}</Whole></Frame> : null
  if (type === 'message') return <MessageEntry entry={entry} />
  if (type === 'approval') return <div style={aside}>{String(entry.title)}{entry.comment ? `: “${String(entry.comment)}”` : ''}</div>
  if (type === 'merge') return <MergeEntry object={object} merge={entry.merge} />
  if (type !== 'change') return record ? <Frame><Whole to="/o/$object/$id" params={{ object: type, id: record.id }}>{titleOf(record, objectOf(type)) ?? '–'}</Whole></Frame> : null
  const { revealed } = entry
  const reason = entry.cause?.reason ?? revealed?.reason
  return (
    <>
      {changes.length > 0 && (kind === 'created' ? <Beginning changes={changes} object={object} /> : <Changes changes={changes} object={object} />)}
      {revealed && <div style={aside}>{revealed.fields.map((name) => t(object.fields.find((field) => field.name === name)?.label) || name).join(', ')}</div>}
      {reason && <div style={aside}>{t(texts.because, { reason })}</div>}
    </>
  )
}

/** What a record was made with: the first line of each value's history, for whoever asks. */
function Beginning({ changes, object }: { changes: TimelineChange[]; object: ObjectInfo }) {
  const { t } = useFieldTools()
  const filled = changes.filter(({ field, to }) => field !== 'id' && to !== false && !isEmpty(to))
  return filled.length > 0 && <Details summary={t(texts.madeWith, { count: filled.length })}><Changes changes={filled} object={object} alone made /></Details>
}

/** What was written, and what became of it. */
function MessageEntry({ entry: { text, status } }: Pick<Props, 'entry'>) {
  const { t } = useFieldTools()
  return (
    <>
      <Frame><span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text ?? t(messagingTexts.gap)}</span></Frame>
      <div style={aside}>{t(messagingTexts[status as 'sent'])}</div>
    </>
  )
}

/** All of its frame leads there, a thumb's 44 px high. */
const Whole = styled(Link)({ display: 'block', margin: '-8px -12px', padding: '8px 12px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', [touch]: { margin: '-12px', padding: 12 } }) as typeof Link

const Frame = ({ children }: { children: ReactNode }) => (
  <div
    style={{
      marginTop: 6, padding: '8px 12px', borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper,
      lineHeight: '21px',
    }}
  >
    {children}
  </div>
)

/** `alone`: each by its name; `made`: what came with a new record was nothing before, which is not said; `nameOf`: for what is no field of an object. */
export function Changes({ changes, object, alone, made, nameOf }: { changes: TimelineChange[]; object?: ObjectInfo; alone?: boolean; made?: boolean; nameOf?: (field: string) => string }) {
  const { t } = useFieldTools()
  return (
    <dl style={{ margin: '4px 0 0', display: 'grid', gap: 3, fontSize: 13, lineHeight: '20px' }}>
      {changes.map((change) => {
        const field = object?.fields.find((one) => one.name === change.field)
        return (
          <div key={change.field} style={{ display: 'flex', gap: 6, flexWrap: 'wrap', alignItems: 'center', minWidth: 0 }}>
            {(alone || changes.length > 1) && <dt style={{ color: v.secondary }}>{t(field?.label) || nameOf?.(change.field) || change.field}</dt>}
            <dd
              style={{
                margin: 0, display: 'inline-flex', gap: 6, alignItems: 'center', flexWrap: 'wrap', minWidth: 0,
                overflowWrap: 'anywhere',
              }}
            >
              {!(made && isEmpty(change.from)) && (
                <>
                  <span style={{ color: v.secondary, textDecoration: isEmpty(change.from) ? undefined : 'line-through', textDecorationColor: v.muted }}>
                    <Side value={change.from} text={change.fromText} field={field} words={wordsOf(object?.name, change.field)} />
                  </span>
                  <ArrowRight size={13} color={v.muted} aria-label={t(texts.to)} role="img" />
                </>
              )}
              <span><Side value={change.to} text={change.toText} field={field} words={wordsOf(object?.name, change.field)} /></span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

type SideProps = { value: unknown; text?: string | null; field?: ObjectInfo['fields'][number]; words: ReturnType<typeof wordsOf> }

/** Relations and members as the server named them then; what has words of its own in them; all else as the field's type shows it. */
function Side({ value, text, field, words }: SideProps) {
  const tools = useFieldTools()
  const { t } = tools
  if (isEmpty(value)) return <>{t(texts.nothing)}</>
  if (!field && typeof value === 'boolean') return <>{t(value ? kit.yes : kit.no)}</>
  if (!field) return <>{text ?? String(typeof value === 'object' ? '…' : value)}</>
  if (field.type === 'relation' || field.type === 'user') return <>{text ?? t(field.type === 'user' ? shared.unknownMember : shared.unknownRecord)}</>
  if (words) return <>{words(value, tools)}</>
  if (isChecklist(value)) return <>{value.map((item) => `${item.done ? '☑' : '☐'} ${item.text}`).join(', ')}</>
  return <ValueView value={value} field={field} />
}

const isChecklist = (value: unknown): value is { done: boolean; text: string }[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'object' && item !== null && typeof (item as { done?: unknown }).done === 'boolean' && typeof (item as { text?: unknown }).text === 'string')
