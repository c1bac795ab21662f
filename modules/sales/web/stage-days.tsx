// Sales: below a deal's stages: its age, and how many days it was in each of them.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { usePipelines } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { salesTexts as s } from './texts.ts'

const DAY = 86_400

export function StageDays({ id, version }: { id: string; version: number }) {
  const t = useText()
  const format = useFormat()
  const pipelines = usePipelines('deal')
  const { data } = useQuery({ queryKey: ['records', 'deal', 'stages', id, version], queryFn: () => api.get('/records/deal/{id}/stages', { path: { id } }), retry: false })
  if (!data) return null
  const days = (seconds: number) => format.number(seconds / DAY, seconds < 10 * DAY ? 1 : 0)
  const named = (pipeline: string | null, stage: string | null) => (stage === null ? t(s.before) : t(pipelines.find((one) => one.name === pipeline)?.stages.find((one) => one.value === stage)?.label) || stage)
  const stays = data.data.filter((stay) => !stay.merged && stay.seconds > 0)
  return (
    <ul style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 16px', margin: '8px 0 0', padding: 0, listStyle: 'none', fontSize: 12.5, color: v.secondary }} className="tabular">
      <li style={{ color: v.text, fontWeight: 500 }}>{t(s.age, { days: days(data.age.seconds) })}</li>
      {stays.map((stay) => <li key={stay.entered}>{t(s.inStage, { stage: named(stay.pipeline, stay.stage), days: days(stay.seconds) })}</li>)}
    </ul>
  )
}
