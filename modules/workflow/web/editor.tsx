// The workflow room's screens: the editor on a wide screen: the canvas, and beside it the chosen step's form, the summary, a trial, the settings.
import { Suspense, lazy, useMemo, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { SkeletonRows } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { texts } from '../../../web/texts.ts'
import type { StepType } from '../texts.ts'
import { conditionWords } from '../summary/condition-words.ts'
import { say } from '../summary/lexicon.ts'
import { triggerTexts } from '../summary/summary-texts.ts'
import { stepLine, triggerLine } from '../summary/summary.ts'
import { EditorPanel, type PanelTab } from './editor-panel.tsx'
import { editorTexts as e } from './editor-texts.ts'
import type { FlowKeys } from './flow-canvas.tsx'
import { copyStep, moveStep, pathOf, putStep, slotOf, stepAt, takeStep, type Slot } from './flow-model.ts'
import type { Flow, StepCount } from './flow-node.tsx'
import { speechOf, spoken, useLexicon } from './lexicon.ts'
import type { Draft, StepDraft, Workflow } from './queries.ts'
import { newStep } from './step-list.tsx'
import { StepPalette } from './step-palette.tsx'
import { useRemarks } from './use-check.ts'

const FlowCanvas = lazy(() => import('./flow-canvas.tsx'))

export type EditorProps = { draft: Draft; onChange: (draft: Draft, apart?: boolean) => void; error: unknown; saved?: Workflow; onUndo: () => void; onRedo: () => void; begins?: PanelTab }

/** A copied step outlives the page of its workflow: it may be pasted into another. */
let clipboard: StepDraft | null = null

export function Editor(props: EditorProps) {
  const { draft, saved, onUndo, onRedo } = props
  const [chosen, setChosen] = useState<string | null>('trigger')
  const [tab, setTab] = useState<PanelTab>(props.begins ?? 'detail')
  const [adding, setAdding] = useState<{ slot: Slot; anchor: HTMLElement } | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  const remarks = useRemarks(draft)
  const flow = useFlowOf(draft, remarks, chosen)
  const counts = useCounts(saved, draft)
  const choose = (id: string | null) => {
    setChosen(id)
    setTab('detail')
  }
  const steps = useStepEdits(props, choose)
  const put = (step: StepDraft) => {
    if (!adding) return
    steps.put(adding.slot, step)
    setAdding(null)
    // what a new step says is written next
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('[contenteditable]')?.focus())
  }
  const keys: FlowKeys = {
    onOpen: (id) => {
      choose(id)
      requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('input, textarea, [contenteditable], button')?.focus())
    },
    onRemove: steps.remove, onCopy: steps.copy, onUndo, onRedo,
    onAddAfter: (id, anchor) => setAdding({ slot: slotAfter(id), anchor }),
    onPaste: (id) => clipboard && steps.put(slotAfter(id), copyStep(clipboard, draft.steps)),
  }
  const shown: Flow = { ...flow, counts, onChoose: choose, onAdd: (slot, anchor) => setAdding({ slot, anchor }), onMove: steps.move }
  return (
    <div style={{ display: 'flex', flex: 1, minHeight: 0 }}>
      <div style={{ flex: 1, minWidth: 0, borderRight: `1px solid ${v.line}` }}>
        <Suspense fallback={<div style={{ padding: 24 }}><SkeletonRows rows={5} height={74} columns={1} /></div>}><FlowCanvas steps={draft.steps} flow={shown} keys={keys} /></Suspense>
      </div>
      <div ref={panel} style={{ width: 'clamp(340px, 34%, 460px)', flexShrink: 0, minHeight: 0, display: 'flex' }}>
        <EditorPanel {...props} {...{ tab, chosen, remarks }} onTab={setTab} onChoose={choose} onRemove={steps.remove} onCopy={steps.copy} />
      </div>
      <StepPalette
        anchor={adding?.anchor ?? null} onClose={() => setAdding(null)} onChoose={(type: StepType) => put(newStep(type, draft))}
        onPaste={clipboard ? () => put(copyStep(clipboard!, draft.steps)) : undefined}
      />
    </div>
  )
}

const slotAfter = (id: string): Slot => (id === 'trigger' ? { list: 'steps', index: 0 } : { ...slotOf(id), index: slotOf(id).index + 1 })

/** What is done to steps by their places. */
function useStepEdits({ draft, onChange, onUndo }: EditorProps, choose: (id: string | null) => void) {
  const t = useText()
  const toast = useToast()
  const setSteps = (steps: StepDraft[]) => onChange({ ...draft, steps }, true)
  const put = (slot: Slot, step: StepDraft) => {
    setSteps(putStep(draft.steps, slot, step))
    choose(pathOf(slot))
  }
  const move = (path: string, slot: Slot) => {
    setSteps(moveStep(draft.steps, path, slot))
    choose(null)
  }
  const remove = (path: string) => {
    setSteps(takeStep(draft.steps, path))
    choose(null)
    toast({ text: t(e.removed), action: { label: t(texts.undo), run: onUndo } })
  }
  const copy = (path: string, cut: boolean) => {
    clipboard = stepAt(draft.steps, path) ?? null
    if (cut) remove(path)
    else toast({ text: t(e.copied) })
  }
  return { put, move, remove, copy }
}

/** Each node in words. */
function useFlowOf(draft: Draft, remarks: Flow['remarks'], chosen: string | null): Flow {
  const lexicon = useLexicon()
  return useMemo(() => {
    const speech = speechOf(lexicon, draft)
    const condition = conditionWords(speech, draft.condition)
    const words = (id: string) => {
      if (id === 'trigger') return triggerLine(speech, spoken(draft).trigger)
      const step = stepAt(draft.steps, id)
      return step ? stepLine(speech, step as never) : ''
    }
    return { words, remarks, chosen, condition: condition ? say(lexicon, triggerTexts.only, { condition }) : undefined }
  }, [lexicon, draft, remarks, chosen])
}

/** How many runs of today came through each step, by its place. */
function useCounts(saved: Workflow | undefined, draft: Draft): Map<string, StepCount> | undefined {
  const format = useFormat()
  const today = format.today()
  const { data } = useQuery({
    queryKey: ['workflows', saved?.id, 'counts', today], enabled: saved !== undefined, staleTime: 30_000,
    queryFn: ({ signal }) => api.get('/workflows/{id}/step-counts', { path: { id: saved!.id }, query: { since: new Date(`${today}T00:00:00`).toISOString() }, signal }),
  })
  if (!data || data.runs === 0) return undefined
  const byId = new Map(data.steps.map((each) => [each.step, each]))
  const told = new Map<string, StepCount>([['trigger', { runs: data.runs }]])
  const walk = (steps: StepDraft[], path: string) => steps.forEach((step, at) => {
    const here = `${path}[${at}]`
    const each = byId.get(step.id ?? '')
    if (each) told.set(here, each)
    for (const block of ['then', 'else', 'steps']) walk((step[block] ?? []) as StepDraft[], `${here}.${block}`)
  })
  walk(draft.steps, 'steps')
  return told
}
