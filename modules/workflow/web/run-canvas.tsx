// The workflow room's screens: a run on the canvas of the version that it took: how far it came, and where it failed.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { api } from '../../../web/api.ts'
import { FieldToolsProvider } from '../../../web/records/field-tools.tsx'
import { v } from '../../../web/theme.ts'
import { conditionWords } from '../summary/condition-words.ts'
import { say } from '../summary/lexicon.ts'
import { triggerTexts } from '../summary/summary-texts.ts'
import { stepLine, triggerLine } from '../summary/summary.ts'
import { stepAt } from './flow-model.ts'
import type { Flow } from './flow-node.tsx'
import { speechOf, spoken, useLexicon } from './lexicon.ts'
import type { Draft, RunStory, StepDraft } from './queries.ts'

const FlowCanvas = lazy(() => import('./flow-canvas.tsx'))

/** A step inside a loop was taken several times: what weighs most is shown. */
const weights = ['failed', 'unknown', 'waiting', 'completed', 'skipped']

export function RunCanvas({ run }: { run: RunStory }) {
  const { data } = useQuery({
    queryKey: ['workflows', run.workflow, 'version', run.version], staleTime: Infinity,
    queryFn: async ({ signal }) => (await api.get('/workflows/{id}/versions', { path: { id: run.workflow }, query: { limit: 1, after: run.version + 1 }, signal })).data[0] ?? null,
    retry: false,
  })
  // a workflow that is gone keeps its runs, and no canvas
  if (!data) return <div />
  return <FieldToolsProvider><Drawn run={run} draft={data.definition as unknown as Draft} /></FieldToolsProvider>
}

function Drawn({ run, draft }: { run: RunStory; draft: Draft }) {
  const lexicon = useLexicon()
  const [chosen, setChosen] = useState<string | null>(null)
  const flow = useMemo((): Flow => {
    const speech = speechOf(lexicon, draft)
    const condition = conditionWords(speech, draft.condition)
    return {
      words: (id) => (id === 'trigger' ? triggerLine(speech, spoken(draft).trigger) : stepLine(speech, stepAt(draft.steps, id) as never)),
      condition: condition ? say(lexicon, triggerTexts.only, { condition }) : undefined, remarks: [], chosen, onChoose: setChosen, status: statusOf(run, draft.steps),
    }
  }, [lexicon, draft, run, chosen])
  return (
    <div style={{ height: 'min(560px, 60vh)', border: `1px solid ${v.line}`, borderRadius: 8, overflow: 'hidden' }}>
      <Suspense fallback={null}><FlowCanvas steps={draft.steps} flow={flow} /></Suspense>
    </div>
  )
}

function statusOf(run: RunStory, steps: StepDraft[]): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (list: StepDraft[], path: string) => list.forEach((step, at) => {
    const here = `${path}[${at}]`
    const status = weights.find((weight) => run.steps.some((mark) => mark.step === step.id && mark.status === weight))
    if (status) found.set(here, status)
    for (const block of ['then', 'else', 'steps']) walk((step[block] ?? []) as StepDraft[], `${here}.${block}`)
  })
  walk(steps, 'steps')
  return found
}
