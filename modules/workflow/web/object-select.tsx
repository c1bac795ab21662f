// The workflow room's screens: a choice of an object.
import { useText } from '../../../web/i18n.tsx'
import { useObjects } from '../../../web/queries.ts'
import { Select } from '../../../web/ui/select.tsx'
import { workflowTexts as w } from './texts.ts'

export function ObjectSelect({ value, onChange, error }: { value: string; onChange: (object: string) => void; error?: string }) {
  const t = useText()
  return <Select label={t(w.object)} value={value} options={useObjects().map((object) => ({ value: object.name, label: t(object.label) || object.name }))} onChange={onChange} error={error} />
}
