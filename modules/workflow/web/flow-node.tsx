// The workflow room's screens: what stands on the canvas: the trigger, a step, the frame of a loop, a place to add.
import styled from '@emotion/styled'
import { Handle, Position } from '@xyflow/react'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, CircleX, Info, Plus, TriangleAlert, Zap, type LucideIcon } from 'lucide-react'
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { stepTexts } from '../texts.ts'
import { editorTexts as e } from './editor-texts.ts'
import type { FlowNode } from './flow-layout.ts'
import { mayMove, type Slot } from './flow-model.ts'
import { isKnown } from './step-form.tsx'
import { stepIcons } from './step-list.tsx'
import { remarksAt, type Remark } from './use-check.ts'
import { workflowTexts as w } from './texts.ts'

/** How many runs of today were here, and how they fared. */
export type StepCount = { runs?: number; completed?: number; failed?: number; waiting?: number }

/** What all nodes of a canvas share; `words` read a node aloud. */
export interface Flow {
  words: (id: string) => string
  condition?: string
  remarks: Remark[]
  chosen: string | null
  onChoose?: (id: string) => void
  onAdd?: (slot: Slot, anchor: HTMLElement) => void
  onMove?: (path: string, slot: Slot) => void
  /** How each step went, of a run; how often, of today. */
  status?: Map<string, string>
  counts?: Map<string, StepCount>
}

export const FlowContext = createContext<Flow | null>(null)

function useFlow(): Flow {
  const flow = useContext(FlowContext)
  if (!flow) throw new Error('useFlow outside FlowContext')
  return flow
}

const hidden = { opacity: 0, pointerEvents: 'none', minWidth: 0, minHeight: 0, width: 1, height: 1, border: 0 } as const
const Ends = () => <><Handle type="target" position={Position.Top} isConnectable={false} style={hidden} /><Handle type="source" position={Position.Bottom} isConnectable={false} style={hidden} /></>

const Card = styled('button', { shouldForwardProp: (name) => name !== 'tone' })<{ tone?: string }>(({ tone }) => ({
  display: 'flex', gap: 10, width: '100%', height: '100%', padding: '10px 12px', textAlign: 'left', font: 'inherit', color: v.text, cursor: 'pointer', overflow: 'hidden',
  border: `1px solid ${tone ?? v.lineStrong}`, borderRadius: 8, backgroundColor: v.paper, transition: 'border-color 120ms, box-shadow 120ms',
  '&:hover': { borderColor: tone ?? v.muted },
  '&[aria-pressed=true]': { borderColor: v.accent, boxShadow: `0 0 0 1px ${v.accent}` },
}))
const Title = styled('span')({ display: 'block', fontWeight: 500, lineHeight: '18px', fontSize: 13, color: v.secondary, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' })
const Words = styled('span', { shouldForwardProp: (name) => name !== 'lines' })<{ lines: number }>(({ lines }) => ({
  display: '-webkit-box', WebkitLineClamp: lines, WebkitBoxOrient: 'vertical', overflow: 'hidden', fontSize: 13, lineHeight: '17px', overflowWrap: 'anywhere',
}))

const toneColours = { bad: v.bad, warn: v.warn, note: v.muted }
const toneIcons: Record<Remark['tone'], LucideIcon> = { bad: CircleAlert, warn: TriangleAlert, note: Info }

/** The weightiest remark of a node as a sign; all of them are read in the panel. */
function Sign({ remarks }: { remarks: Remark[] }) {
  const worst = (['bad', 'warn', 'note'] as const).find((tone) => remarks.some((one) => one.tone === tone))
  if (!worst) return null
  const Icon = toneIcons[worst]
  const told = remarks.map(({ message }) => message).join('. ')
  return <span role="img" aria-label={told} title={told} style={{ display: 'flex', color: toneColours[worst], flexShrink: 0 }}><Icon size={16} /></span>
}

const toneOf = (remarks: Remark[]) => (remarks.some(({ tone }) => tone === 'bad') ? v.bad : remarks.some(({ tone }) => tone === 'warn') ? v.warn : undefined)

const statusIcons: Record<string, [LucideIcon, string]> = {
  completed: [CircleCheck, v.good], failed: [CircleX, v.bad], unknown: [CircleX, v.bad], waiting: [CircleDashed, v.secondary], skipped: [CircleSlash, v.muted],
}

function Status({ status }: { status: string }) {
  const t = useText()
  const [Icon, color] = statusIcons[status] ?? statusIcons.waiting
  return <span role="img" aria-label={t(w[status as 'completed'])} style={{ display: 'flex', color, flexShrink: 0 }}><Icon size={17} /></span>
}

function Counted({ count }: { count?: StepCount }) {
  const t = useText()
  const format = useFormat()
  if (!count) return null
  const box = { display: 'inline-flex', gap: 2, alignItems: 'center', fontSize: 12, color: v.muted, fontVariantNumeric: 'tabular-nums' } as const
  const ways = (['completed', 'failed', 'waiting'] as const).filter((way) => count[way])
  return (
    <>
      {count.runs !== undefined && <span style={box} title={t(e.runsToday, { count: count.runs })}>{format.number(count.runs)}</span>}
      {ways.map((way) => {
        const [Icon, color] = statusIcons[way]
        return <span key={way} style={{ ...box, color }} title={t(e.countedToday, { what: t(w[way]) })}><Icon size={12} />{format.number(count[way]!)}</span>
      })}
    </>
  )
}

type Shown = { id: string; name: string; icon: ReactNode; words: string; lines: number; more?: string }

function NodeCard({ id, name, icon, words, lines, more }: Shown) {
  const { remarks, chosen, onChoose, status, counts } = useFlow()
  const own = remarksAt(remarks, id)
  const went = status?.get(id)
  return (
    <Card type="button" data-node={id} tone={went === 'failed' ? v.bad : toneOf(own)} aria-pressed={chosen === id} aria-label={`${name}. ${words}${more ? `. ${more}` : ''}`} tabIndex={chosen === id || (chosen === null && id === 'trigger') ? 0 : -1} onClick={() => onChoose?.(id)}>
      <span style={{ color: v.accent, display: 'flex', paddingTop: 1 }}>{icon}</span>
      <span style={{ flex: 1, minWidth: 0 }}>
        <span style={{ display: 'flex', gap: 6, alignItems: 'center' }}><Title style={{ flex: 1 }}>{name}</Title><Counted count={counts?.get(id)} /></span>
        <Words lines={lines}>{words}</Words>
        {more && <Words lines={2} style={{ color: v.secondary, marginTop: 2 }}>{more}</Words>}
      </span>
      {went ? <Status status={went} /> : <Sign remarks={own} />}
    </Card>
  )
}

export function TriggerNode() {
  const { words, condition } = useFlow()
  const t = useText()
  return <><Ends /><div className="nopan" style={{ height: '100%' }}><NodeCard id="trigger" name={t(e.triggerTitle)} icon={<Zap size={18} strokeWidth={1.75} />} words={words('trigger')} lines={2} more={condition} /></div></>
}

export function StepNode({ data }: { data: Record<string, unknown> }) {
  const { node } = data as { node: Extract<FlowNode, { kind: 'step' | 'frame' }> }
  const { words, onMove } = useFlow()
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState(false)
  const movable = Boolean(onMove)
  useEffect(() => (movable ? draggable({ element: box.current!, getInitialData: () => ({ flowStep: node.path }), onDragStart: () => setDragged(true), onDrop: () => setDragged(false) }) : undefined), [node.path, movable])
  const Icon = isKnown(node.step.type) ? stepIcons[node.step.type] : CircleDashed
  const name = isKnown(node.step.type) ? t(stepTexts[node.step.type].label) : node.step.type
  return (
    <>
      <Ends />
      <div ref={box} className="nopan nodrag" style={{ height: '100%', opacity: dragged ? 0.45 : 1 }}><NodeCard id={node.path} name={name} icon={<Icon size={18} strokeWidth={1.75} />} words={words(node.path)} lines={2} /></div>
    </>
  )
}

export function FrameNode() {
  return <><Ends /><div style={{ width: '100%', height: '100%', border: `1px dashed ${v.lineStrong}`, borderRadius: 12, backgroundColor: v.hover }} /></>
}

const Round = styled('button')({
  display: 'flex', alignItems: 'center', justifyContent: 'center', width: '100%', height: '100%', padding: 0, borderRadius: '50%', border: `1px solid ${v.lineStrong}`, backgroundColor: v.paper, color: v.secondary, cursor: 'pointer',
  '&:hover, &[data-over=true]': { borderColor: v.accent, color: v.accent, backgroundColor: v.accentSoft },
})

export function PlusNode({ data }: { data: Record<string, unknown> }) {
  const { node } = data as { node: Extract<FlowNode, { kind: 'plus' }> }
  const { onAdd, onMove } = useFlow()
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const latest = useRef(onMove)
  latest.current = onMove
  const { list, index } = node.slot
  useEffect(() => dropTargetForElements({
    element: box.current!,
    canDrop: ({ source }) => typeof source.data.flowStep === 'string' && mayMove(source.data.flowStep, { list, index }),
    onDragEnter: () => setOver(true), onDragLeave: () => setOver(false),
    onDrop: ({ source }) => {
      setOver(false)
      latest.current?.(source.data.flowStep as string, { list, index })
    },
  }), [list, index])
  if (!onAdd) return <><Ends /><div ref={box} style={{ width: 1.5, height: '100%', margin: '0 auto', backgroundColor: v.lineStrong }} /></>
  return (
    <>
      <Ends />
      <div ref={box} className="nopan" style={{ margin: -10, padding: 10, width: 44, height: 44 }}>
        <Round type="button" data-over={over} data-slot={`${list}+${index}`} aria-label={t(e.addHere)} title={t(e.addHere)} onClick={(event) => onAdd(node.slot, event.currentTarget)}><Plus size={14} /></Round>
      </div>
    </>
  )
}

export function EndNode() {
  const t = useText()
  return <><Ends /><div role="img" aria-label={t(e.end)} title={t(e.end)} style={{ width: '100%', height: '100%', borderRadius: '50%', backgroundColor: v.lineStrong }} /></>
}
