// The stages of a record's pipeline in a row; a click moves it. On a phone one row to swipe.
import styled from '@emotion/styled'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n.tsx'
import { usePipelines, type ObjectInfo } from '../../queries.ts'
import { label as toneOf, touch, v } from '../../theme.ts'
import type { RecordRow } from '../field-web.ts'
import { isStage } from '../options.ts'
import { useToast } from '../../ui/toast.tsx'
import { useWriteField } from '../records-frame.tsx'
import { isEditable } from '../value-view.tsx'
import { transitionTexts } from '../transition-texts.ts'
import { useRefusal } from '../transitions.ts'
import { recordTexts as texts } from './record-texts.ts'

const OverrideDialog = lazy(() => import('./override-dialog.tsx'))

const Track = styled('div')({ display: 'flex', gap: 3, overflowX: 'auto', scrollbarWidth: 'none', padding: 2, margin: -2 })
const Step = styled('button')({
  flex: '1 0 auto', minWidth: 72, height: 28, padding: '0 10px', border: 0, font: 'inherit', fontSize: 12.5,
  fontWeight: 500, color: v.secondary, backgroundColor: v.pressed, cursor: 'pointer',
  whiteSpace: 'nowrap', clipPath: 'polygon(0 0, calc(100% - 8px) 0, 100% 50%, calc(100% - 8px) 100%, 0 100%, 8px 50%)',
  paddingLeft: 16,
  '&:first-of-type': {
    clipPath: 'polygon(0 0, calc(100% - 8px) 0, 100% 50%, calc(100% - 8px) 100%, 0 100%)', paddingLeft: 10,
    borderRadius: '6px 0 0 6px',
  },
  '&:hover:not(:disabled)': { color: v.text, filter: 'brightness(0.97)' },
  '&:disabled': { cursor: 'default' },
  // somebody else's to set: said before it is tried
  '&[data-closed]': { color: v.muted, backgroundColor: v.sunken, fontStyle: 'italic', cursor: 'not-allowed' },
  '&:focus-visible': { clipPath: 'none', borderRadius: 4 },
  [touch]: { height: 44 },
})

export function StageBar({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const t = useText()
  const write = useWriteField()
  const field = object.fields.find(isStage)
  const pipelines = usePipelines(object.name)
  const toast = useToast()
  const refusalOf = useRefusal(object, field)
  const [overriding, setOverriding] = useState<string | null>(null)
  const track = useRef<HTMLDivElement>(null)
  const pipeline = pipelines.find((one) => one.name === record[String(field?.pipelineField ?? 'pipeline')]) ?? pipelines[0]
  const now = pipeline?.stages.findIndex((stage) => stage.value === record[field?.name ?? '']) ?? -1
  useEffect(() => {
    const step = track.current?.children[now] as HTMLElement | undefined
    if (step && track.current) track.current.scrollLeft = step.offsetLeft - track.current.offsetLeft - track.current.clientWidth / 2 + step.clientWidth / 2
  }, [now])
  if (!object.pipeline || !field || !pipeline) return null
  const editable = object.access.update !== 'none' && isEditable(field, record)
  const current = pipeline.stages[now]
  const lost = current?.kind === 'lost'
  const styleOf = (index: number) => {
    if (index === now) {
      const tone = toneOf(lost ? 'red' : current?.kind === 'won' ? 'green' : undefined)
      return current?.kind === 'open'
        ? { backgroundColor: v.accent, color: v.accentText, fontWeight: 600 }
        : { backgroundColor: tone.bg, color: tone.fg, fontWeight: 600 }
    }
    return index < now && !lost ? { backgroundColor: v.accentSoft, color: v.accent } : undefined
  }
  const go = async (value: string) => {
    const refusal = refusalOf(record, value)
    if (refusal === undefined) {
      const fault = await write(object, record, { [field.name]: value })
      if (fault) toast({ text: fault, tone: 'bad' })
      return
    }
    toast({ text: refusal, tone: 'bad', ...(object.access.override && { action: { label: t(transitionTexts.override), run: () => setOverriding(value) } }) })
  }
  return (
    <>
    <Track ref={track} role="radiogroup" aria-label={t(field.label) || t(texts.stage)}>
      {pipeline.stages.map((stage, index) => (
        <Step
          key={stage.value} type="button" role="radio" aria-checked={index === now} disabled={!editable}
          data-closed={editable && refusalOf(record, stage.value) !== undefined ? true : undefined}
          title={(editable && refusalOf(record, stage.value)) || (stage.help ? t(stage.help) : t(stage.label))}
          onClick={() => index !== now && void go(stage.value)}
          style={styleOf(index)}
        >
          {t(stage.label)}
        </Step>
      ))}
    </Track>
    {overriding !== null && <Suspense><OverrideDialog object={object} field={field} record={record} begin={overriding} onClose={() => setOverriding(null)} /></Suspense>}
    </>
  )
}
