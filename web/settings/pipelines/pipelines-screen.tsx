// Settings: the pipelines, each with its stages at a glance.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Plus, Waypoints } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, pipelinesQuery, useObjects, type Pipeline } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Label } from '../../ui/label.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, nameOf, type Labels } from '../labels.ts'
import { ListRow } from '../list.tsx'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { pipelineTexts as p } from './texts.ts'

export default function PipelinesScreen() {
  const t = useText()
  const query = useQuery(pipelinesQuery())
  const [making, setMaking] = useState(false)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setMaking(true)}>{t(p.newPipeline)}</Button>
  return (
    <SettingsPage title={t(s.pipelines)} help={t(s.pipelinesHelp)} actions={add}>
      <QueryRows
        query={query} items={query.data} skeletons={2}
        renderRow={(pipeline) => <PipelineRow key={pipeline.name} pipeline={pipeline} />}
      />
      {making && <NewPipeline onClose={() => setMaking(false)} />}
    </SettingsPage>
  )
}

function PipelineRow({ pipeline }: { pipeline: Pipeline }) {
  const t = useText()
  const object = useObjects().find((one) => one.name === pipeline.object)
  const stages = (
    <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4, paddingTop: 6 }}>
      {pipeline.stages.map((stage) => <Label key={stage.value} colour={stage.color}>{t(stage.label)}</Label>)}
    </span>
  )
  const detail = <>{[t(object?.pluralLabel ?? object?.label), t(p.stageCount, { count: pipeline.stages.length })].join(' · ')}{stages}</>
  return <ListRow icon={<Waypoints size={19} strokeWidth={1.75} />} title={t(pipeline.label) || pipeline.name} detail={detail} to={`/settings/pipelines/${pipeline.name}`} />
}

function NewPipeline({ onClose }: { onClose: () => void }) {
  const t = useText()
  const router = useRouter()
  const objects = useObjects().filter((object) => object.name !== 'note')
  const [label, setLabel] = useState<Labels>({})
  const [object, setObject] = useState('deal')
  const [tried, setTried] = useState(false)
  const clean = cleanLabels(label)
  const make = useMutation<Pipeline, Error>({
    mutationFn: () => api.post('/pipelines', { body: {
      name: nameOf(Object.values(clean)[0]!) || 'pipeline', label: clean, object,
      stages: [
        { value: 'first', label: p.first, color: 'blue', probability: 10, kind: 'open' },
        { value: 'won', label: p.won, color: 'green', probability: 100, kind: 'won' },
        { value: 'lost', label: p.lost, color: 'red', probability: 0, kind: 'lost' },
      ],
    } }),
    onSuccess: async (pipeline) => {
      await Promise.all([queryClient.invalidateQueries({ queryKey: ['pipelines'] }), queryClient.invalidateQueries({ queryKey: keys.objects })])
      router.history.push(`/settings/pipelines/${pipeline.name}`)
    },
  })
  const submit = () => {
    setTried(true)
    if (Object.keys(clean).length) make.mutate()
  }
  const fault = tried && !Object.keys(clean).length ? t(c.needed) : faultOf(make.error, 'label', 'name')
  return (
    <Dialog
      open onClose={onClose} title={t(p.newPipeline)} onSubmit={submit} width={420}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={make.isPending}>{t(texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput autoFocus label={t(p.pipelineName)} value={label} onChange={setLabel} error={fault} />
        <Select label={t(p.object)} value={object} onChange={setObject} options={objects.map((one) => ({ value: one.name, label: t(one.pluralLabel ?? one.label) }))} error={faultOf(make.error, 'object')} />
        {make.error && !faultOf(make.error, 'label', 'name', 'object') && <FormError error={make.error} />}
      </FormGrid>
    </Dialog>
  )
}
