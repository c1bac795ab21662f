// How the rows are taken in: what happens to records that exist, and what few people need to change.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useSession, type ObjectInfo } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { RadioCards, Switch } from '../../ui/toggle.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useFieldTools } from '../field-tools.tsx'
import type { ImportStatus } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'
import type { TargetOption } from './target-options.ts'

export type Choices = { matchOn: string; createOptions: boolean; runWorkflows: boolean; enforceStageRules: boolean; dateFormat: string; timeZone: string }

type Props = {
  object: ObjectInfo
  /** The places that columns go to. */
  options: TargetOption[]
  mode: ImportStatus['mode']
  choices: Choices
  onChange: (change: { mode?: ImportStatus['mode']; choices?: Partial<Choices> }) => void
}

const matchTypes = new Set(['text', 'email', 'phone', 'autoNumber', 'url'])
const dateFormats = ['d/M/yyyy', 'M/d/yyyy', 'd-M-yyyy', 'yyyy-MM-dd', 'd MMM yyyy']
/** Western, central and eastern Indonesia, its neighbours, and what machines write. */
const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Asia/Singapore', 'Asia/Tokyo', 'Australia/Sydney', 'Europe/Amsterdam', 'America/New_York', 'America/Los_Angeles', 'UTC']
const automatic = 'automatic'

export function ImportChoices({ object, options, mode, choices, onChange }: Props) {
  const { t } = useFieldTools()
  const isPhone = useIsPhone()
  const [more, setMore] = useState(false)
  const matchable = options.filter((option) => !option.target.part && matchTypes.has(option.field.type))
  const MoreIcon = more ? ChevronDown : ChevronRight
  return (
    <Section title={t(texts.existing)}>
      <RadioCards
        label={t(texts.existing)} value={mode} onChange={(next) => onChange({ mode: next })}
        columns={isPhone ? undefined : '1fr 1fr'}
        options={[{ value: 'upsert', label: t(texts.upsert), help: t(texts.upsertHelp) }, { value: 'create', label: t(texts.create), help: t(texts.createHelp) }]}
      />
      {mode === 'upsert' && (
        <Select
          label={t(texts.matchOn)} value={choices.matchOn || automatic} style={{ maxWidth: 320, marginTop: 14 }}
          onChange={(next) => onChange({ choices: { matchOn: next === automatic ? '' : next } })}
          options={[{ value: automatic, label: t(texts.matchAuto) }, ...matchable.map((option) => ({ value: option.value, label: option.label }))]}
        />
      )}
      <Button
        size="small" variant="ghost" aria-expanded={more} icon={<MoreIcon size={16} />} onClick={() => setMore(!more)}
        style={{ margin: '14px 0 0 -8px' }}
      >
        {t(texts.options)}
      </Button>
      {more && <MoreChoices {...{ object, options, choices }} onChange={(part) => onChange({ choices: part })} />}
    </Section>
  )
}

/** What few people need to change. */
function MoreChoices({ object, options, choices, onChange }: Pick<Props, 'object' | 'options' | 'choices'> & { onChange: (change: Partial<Choices>) => void }) {
  const { t, format } = useFieldTools()
  const administrator = useSession()?.administrator ?? false
  const dates = options.some((option) => option.field.type === 'date' || option.field.type === 'dateTime')
  return (
    <div style={{ display: 'grid', gap: 14, paddingTop: 10 }}>
      {administrator && (
        <Switch
          checked={choices.createOptions} onChange={(createOptions) => onChange({ createOptions })}
          label={t(texts.createOptions)}
        />
      )}
      <Switch
        checked={choices.runWorkflows} onChange={(runWorkflows) => onChange({ runWorkflows })}
        label={t(texts.runWorkflows)} help={t(texts.runWorkflowsHelp)}
      />
      {object.pipeline && (
        <Switch
          checked={choices.enforceStageRules}
          onChange={(enforceStageRules) => onChange({ enforceStageRules })} label={t(texts.stageRules)}
        />
      )}
      {dates && (
        <Select
          label={t(texts.dateFormat)} value={choices.dateFormat || automatic} style={{ maxWidth: 320 }}
          onChange={(next) => onChange({ dateFormat: next === automatic ? '' : next })}
          options={[{ value: automatic, label: t(texts.dateAuto) }, ...dateFormats.map((value) => ({ value, label: value }))]}
        />
      )}
      {options.some((option) => option.field.type === 'dateTime') && (
        <Select
          label={t(texts.timeZone)} value={choices.timeZone || automatic} style={{ maxWidth: 320 }}
          onChange={(next) => onChange({ timeZone: next === automatic ? '' : next })}
          options={[{ value: automatic, label: t(texts.ownZone, { zone: format.region.timeZone }) }, ...zones.map((value) => ({ value, label: value }))]}
        />
      )}
    </div>
  )
}
