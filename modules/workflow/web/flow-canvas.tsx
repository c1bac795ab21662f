// The workflow room's screens: the canvas: what flow-layout.ts laid out, drawn, zoomed and gone through by keyboard.
import '@xyflow/react/dist/base.css'
import styled from '@emotion/styled'
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath, Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi, type Edge, type EdgeProps, type Node } from '@xyflow/react'
import { Maximize2, Minus, Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { editorTexts as e } from './editor-texts.ts'
import { layoutFlow, neighbour, type FlowPlan } from './flow-layout.ts'
import { EndNode, FlowContext, FrameNode, PlusNode, StepNode, TriggerNode, type Flow } from './flow-node.tsx'
import type { StepDraft } from './queries.ts'

const nodeTypes = { trigger: TriggerNode, step: StepNode, frame: FrameNode, plus: PlusNode, end: EndNode }

function WayEdge({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data }: EdgeProps) {
  const t = useText()
  const way = data?.way as 'then' | 'else' | undefined
  const [path] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 10, offset: 6, centerY: way ? sourceY + 12 : undefined })
  return (
    <>
      <BaseEdge id={id} path={path} style={{ stroke: v.lineStrong, strokeWidth: 1.5 }} />
      {way && (
        <EdgeLabelRenderer>
          <div style={{ position: 'absolute', transform: `translate(-50%, -50%) translate(${targetX}px, ${targetY - 12}px)`, padding: '0 6px', fontSize: 12, lineHeight: '16px', color: v.secondary, backgroundColor: v.canvas, whiteSpace: 'nowrap' }}>{t(way === 'then' ? e.ifSo : e.otherwise)}</div>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

const edgeTypes = { way: WayEdge }

/** The nodes say where they lead; the library's own English words are left out. */
const unspoken = { ariaRole: 'presentation', ariaLabel: null as never, domAttributes: { 'aria-roledescription': undefined, 'aria-hidden': true } } as const

function drawn({ nodes, edges }: FlowPlan): { nodes: Node[]; edges: Edge[] } {
  return {
    nodes: nodes.map((node) => ({ id: node.id, type: node.kind, position: { x: node.x, y: node.y }, width: node.width, height: node.height, data: { node }, zIndex: node.kind === 'frame' ? -1 : 0, style: { pointerEvents: node.kind === 'frame' ? 'none' : 'all' }, draggable: false, selectable: false, focusable: false, domAttributes: { 'aria-roledescription': undefined } })),
    edges: edges.map(({ id, source, target, way }) => ({ id, source, target, type: 'way', data: { way }, focusable: false, selectable: false, ...unspoken })),
  }
}

/** What a key does with the chosen node; the editor knows, the canvas of a run has none. */
export type FlowKeys = { onOpen?: (id: string) => void; onRemove?: (path: string) => void; onAddAfter?: (path: string, anchor: HTMLElement) => void; onCopy?: (path: string, cut: boolean) => void; onPaste?: (path: string) => void; onUndo?: () => void; onRedo?: () => void }

type Props = { steps: StepDraft[]; flow: Flow; keys?: FlowKeys }

/** What is brought into view (by focus, by a screen reader) must not scroll the canvas: the library scrolls it back at once, from under a click that has begun. */
const Sheet = styled('div')({ width: '100%', height: '100%', backgroundColor: v.canvas, '& > .react-flow': { overflow: 'clip !important' } })

export default function FlowCanvas(props: Props) {
  return <ReactFlowProvider><FlowContext.Provider value={props.flow}><Canvas {...props} /></FlowContext.Provider></ReactFlowProvider>
}

function Canvas({ steps, flow, keys = {} }: Props) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const plan = useMemo(() => layoutFlow(steps), [steps])
  const { nodes, edges } = useMemo(() => drawn(plan), [plan])
  const focus = (id: string) => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus())
  const onKeyDown = (event: KeyboardEvent) => {
    const at = (event.target as HTMLElement).dataset.node
    if (act(event, at, keys)) return event.preventDefault()
    const next = at && event.key.startsWith('Arrow') ? neighbour(plan.nodes, at, event.key) : undefined
    if (!next) return undefined
    event.preventDefault()
    flow.onChoose?.(next)
    return focus(next)
  }
  return (
    <Sheet ref={box} role="group" aria-label={t(e.canvas)} onKeyDown={onKeyDown}>
      <ReactFlow
        nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} nodesDraggable={false} nodesConnectable={false} elementsSelectable={false} disableKeyboardA11y deleteKeyCode={null}
        panOnScroll minZoom={0.2} maxZoom={1.5} proOptions={{ hideAttribution: true }} onInit={({ setViewport }) => void setViewport(startOf(plan, box.current))}
      >
        <Panel position="bottom-left"><ZoomTools /></Panel>
        <Follow plan={plan} chosen={flow.chosen} />
      </ReactFlow>
    </Sheet>
  )
}

/** True where the key meant something. */
function act(event: KeyboardEvent, at: string | undefined, { onOpen, onRemove, onAddAfter, onCopy, onPaste, onUndo, onRedo }: FlowKeys): boolean {
  const key = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) {
    const turn = key === 'z' ? (event.shiftKey ? onRedo : onUndo) : key === 'y' ? onRedo : undefined
    if (turn) return done(turn)
    if (at && key === 'v' && onPaste) return done(() => onPaste(at))
    return Boolean(at && at !== 'trigger' && (key === 'c' || key === 'x') && onCopy && done(() => onCopy(at, key === 'x')))
  }
  if (!at) return false
  if (key === 'enter' && onOpen) return done(() => onOpen(at))
  if ((key === 'delete' || key === 'backspace') && at !== 'trigger' && onRemove) return done(() => onRemove(at))
  return key === 'a' && onAddAfter ? done(() => onAddAfter(at, event.target as HTMLElement)) : false
}

function done(work: () => void): true {
  work()
  return true
}

const EDGE = 24

/** From the top, as large as its width allows. */
function startOf(plan: FlowPlan, box: HTMLElement | null) {
  const width = box?.clientWidth ?? plan.width
  const zoom = Math.min(1, Math.max(0.45, (width - EDGE * 2) / plan.width))
  return { x: (width - plan.width * zoom) / 2, y: EDGE, zoom }
}

/** Moves the window only where what is chosen does not lie in it. */
function Follow({ plan, chosen }: { plan: FlowPlan; chosen: string | null }) {
  const { getViewport, setViewport } = useReactFlow()
  const box = useStoreApi()
  const known = useRef(plan.width)
  useEffect(() => {
    const { x, y, zoom } = getViewport()
    const { width, height } = box.getState()
    // what is wider grows to both sides of the trigger
    const shifted = x - ((plan.width - known.current) / 2) * zoom
    known.current = plan.width
    const node = plan.nodes.find(({ id }) => id === chosen)
    const [left, top] = node ? [node.x * zoom + shifted, node.y * zoom + y] : [EDGE, EDGE]
    const [right, bottom] = node ? [left + node.width * zoom, top + node.height * zoom] : [EDGE, EDGE]
    const dx = left < EDGE ? EDGE - left : right > width - EDGE ? width - EDGE - right : 0
    const dy = top < EDGE ? EDGE - top : bottom > height - EDGE * 4 ? height - EDGE * 4 - bottom : 0
    if (width && (dx || dy || shifted !== x)) void setViewport({ x: shifted + dx, y: y + dy, zoom })
  }, [plan, chosen, getViewport, setViewport, box])
  return null
}

function ZoomTools() {
  const t = useText()
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <div style={{ display: 'flex', gap: 2, padding: 3, borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.paper }}>
      <IconButton size="small" label={t(e.zoomOut)} onClick={() => void zoomOut()}><Minus size={16} /></IconButton>
      <IconButton size="small" label={t(e.zoomIn)} onClick={() => void zoomIn()}><Plus size={16} /></IconButton>
      <IconButton size="small" label={t(e.fit)} onClick={() => void fitView({ maxZoom: 1, padding: 0.12 })}><Maximize2 size={16} /></IconButton>
    </div>
  )
}
