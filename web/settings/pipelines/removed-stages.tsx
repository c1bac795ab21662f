// Settings, pipelines: where the records of stages that were taken away go.
import { useText } from '../../i18n.tsx'
import type { Stage } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dot } from '../../ui/label.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { pipelineTexts as p } from './texts.ts'

type Props = { removed: Stage[]; targets: Stage[]; goals: Record<string, string>; onGoal: (from: string, to: string) => void; onKeep: (stage: Stage) => void }

export function RemovedStages({ removed, targets, goals, onGoal, onKeep }: Props) {
  const t = useText()
  const options = targets.map((stage) => ({ value: stage.value, label: t(stage.label), icon: <Dot colour={stage.color} /> }))
  return (
    <Section title={t(p.removedStages)} help={t(p.removedHelp)}>
      <Card style={{ padding: 14, display: 'grid', gap: 14 }}>
        {removed.map((stage) => (
          <div key={stage.value} style={{ display: 'flex', gap: 10, alignItems: 'flex-end', flexWrap: 'wrap' }}>
            <div style={{ flex: '1 1 260px', maxWidth: 420 }}>
              <Select label={t(p.moveTo, { stage: t(stage.label) })} value={goals[stage.value] ?? ''} onChange={(goal) => onGoal(stage.value, goal)} options={options} />
            </div>
            <Button onClick={() => onKeep(stage)}>{t(p.bringBack)}</Button>
          </div>
        ))}
      </Card>
    </Section>
  )
}
