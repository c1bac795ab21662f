// Settings: one pipeline: its stages with colour, probability and meaning, in order; saved as a whole.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { MissingScreen } from '../../layout/broken-screen.tsx'
import { keys, pipelinesQuery, useObject, type FieldInfo, type ObjectInfo, type Pipeline, type Stage } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { moveItem, SortableRow } from '../../ui/sortable.tsx'
import { useToast } from '../../ui/toast.tsx'
import { cleanLabels, nameOf, type Labels } from '../labels.ts'
import { SaveBar } from '../save-bar.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import type { Transitions } from '../../../kernel/object/transition.ts'
import { FieldToolsProvider } from '../../records/field-tools.tsx'
import { transitionTexts as x } from '../transition-texts.ts'
import { cleanTransitions, noRules, TransitionsEditor } from '../transitions-editor.tsx'
import { PipelineMenu } from './pipeline-menu.tsx'
import { RemovedStages } from './removed-stages.tsx'
import { StageRow } from './stage-row.tsx'
import { pipelineTexts as p } from './texts.ts'

export default function PipelineScreen() {
  const { name } = useParams({ strict: false }) as { name: string }
  const query = useQuery(pipelinesQuery())
  const t = useText()
  const pipeline = query.data?.find((one) => one.name === name)
  if (query.isPending) return <SettingsPage title={t(s.pipelines)}><SkeletonRows rows={7} height={52} columns={4} /></SettingsPage>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return pipeline ? <PipelinePage key={pipeline.name} pipeline={pipeline} /> : <MissingScreen />
}

function PipelinePage({ pipeline }: { pipeline: Pipeline }) {
  const t = useText()
  const [draft, setDraft] = useState<Stage[] | null>(null)
  const [ruling, setRuling] = useState<Transitions | null>(null)
  const [moveTo, setMoveTo] = useState<Record<string, string>>({})
  const stages = draft ?? pipeline.stages
  const transitions = ruling ?? (pipeline.transitions as Transitions | undefined) ?? noRules
  const fields = requirable(useObject(pipeline.object))
  const removed = pipeline.stages.filter((stage) => !stages.some((one) => one.value === stage.value))
  const known = (value: string) => pipeline.stages.some((stage) => stage.value === value)
  const targets = stages.filter((stage) => known(stage.value))
  const goals = Object.fromEntries(removed.map((stage) => [stage.value, moveTo[stage.value] ?? targets[0]?.value ?? '']).filter(([, goal]) => goal))
  const nameless = stages.findIndex((stage) => !Object.keys(cleanLabels(stage.label as Labels)).length)
  const forget = () => {
    setDraft(null)
    setRuling(null)
  }
  const save = useSavePipeline(pipeline, forget)
  const change = (index: number, next: Partial<Stage>) => setDraft(stages.map((stage, at) => (at === index ? { ...stage, ...next } : stage)))
  const add = () => setDraft([...stages.filter((stage) => stage.kind === 'open'), newStage(stages, t(p.newStage)), ...stages.filter((stage) => stage.kind !== 'open')])
  const discard = () => {
    forget()
    save.reset()
  }
  return (
    <SettingsPage title={t(pipeline.label) || pipeline.name} back={{ to: '/settings/pipelines', label: t(s.pipelines) }} actions={<PipelineMenu pipeline={pipeline} />}>
      <Section title={t(p.stages)} help={t(p.stagesHelp)} actions={<Button icon={<Plus size={16} />} onClick={add}>{t(p.addStage)}</Button>}>
        <Card>
          {stages.map((stage, index) => (
            <SortableRow
              key={stage.value} list="stages" index={index} count={stages.length} label={t(p.sortHandle, { name: t(stage.label) })}
              onMove={(from, to) => setDraft(moveItem(stages, from, to))}
            >
              <StageRow
                stage={stage} fields={fields} onChange={(next) => change(index, next)} fault={save.isError && index === nameless}
                onRemove={stages.length > 1 ? () => setDraft(stages.filter((one) => one !== stage)) : undefined}
              />
            </SortableRow>
          ))}
        </Card>
      </Section>
      {removed.length > 0 && (
        <RemovedStages
          removed={removed} targets={targets} goals={goals} onGoal={(from, to) => setMoveTo({ ...moveTo, [from]: to })}
          onKeep={(stage) => setDraft([...stages, stage])}
        />
      )}
      <Section title={t(x.title)} help={t(x.help)}>
        <FieldToolsProvider><TransitionsEditor value={transitions} onChange={setRuling} values={stages} fields={fields} error={save.error} /></FieldToolsProvider>
      </Section>
      <SaveBar changed={(draft !== null && JSON.stringify(draft) !== JSON.stringify(pipeline.stages)) || (ruling !== null && JSON.stringify(ruling) !== JSON.stringify(pipeline.transitions ?? noRules))} busy={save.isPending} error={save.error} onSave={() => save.mutate({ stages, moveTo: removed.length ? goals : undefined, transitions: ruling ?? undefined })} onDiscard={discard} />
    </SettingsPage>
  )
}

/** `moveTo`: where the records of removed stages go; without `transitions` these stay. */
type PipelineChange = { stages: Stage[]; moveTo?: Record<string, string>; transitions?: Transitions }

function useSavePipeline(pipeline: Pipeline, onSaved: () => void) {
  const t = useText()
  const toast = useToast()
  return useMutation({
    mutationFn: ({ stages, moveTo, transitions }: PipelineChange) => api.patch('/pipelines/{name}', { path: { name: pipeline.name }, body: {
      stages: stages.map((stage) => ({ ...stage, label: cleanLabels(stage.label as Labels) })), ...(moveTo && { moveTo }), ...(transitions && { transitions: cleanTransitions(transitions) }),
    } }),
    onSuccess: async () => {
      await Promise.all([queryClient.invalidateQueries({ queryKey: ['pipelines'] }), queryClient.invalidateQueries({ queryKey: keys.objects }), queryClient.invalidateQueries({ queryKey: keys.records(pipeline.object) })])
      onSaved()
      toast({ text: t(texts.saved) })
    },
  })
}

/** What somebody can fill, but for the stage itself. */
function requirable(object: ObjectInfo | undefined): FieldInfo[] {
  const stage = object?.fields.find((field) => field.pipelineField)
  return (object?.fields ?? []).filter((field) => !field.readOnly && !field.computed && field !== stage && field.name !== stage?.pipelineField)
}

/** A stage with a name of its own; programs see `value`, which stays when the label changes. */
function newStage(stages: Stage[], label: string): Stage {
  const base = nameOf(label)
  let value = base
  for (let count = 2; stages.some((stage) => stage.value === value); count += 1) value = `${base}${count}`
  return { value, label: { en: p.newStage.en, id: p.newStage.id }, color: 'gray', probability: 50, kind: 'open' }
}
