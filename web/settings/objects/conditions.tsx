// Settings, objects: conditions on an object's own fields and their parts: of a rule, which is judged on the record at hand, and
// of a roll-up, which asks nothing across relations.
import type { ObjectInfo } from '../../queries.ts'
import { FilterBuilder } from '../../records/filter/filter-builder.tsx'
import { filterFields } from '../../records/filter/filter-fields.ts'
import type { Group } from '../../records/filter/filter-model.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { Field } from '../../ui/field.tsx'

type Props = { object: ObjectInfo; label: string; help?: string; group: Group; onChange: (group: Group) => void; error?: React.ReactNode }

export function Conditions({ object, label, help, group, onChange, error }: Props) {
  const tools = useFieldTools()
  const isOwn = (path: string) => !path.includes('.') || object.fields.find((field) => field.name === path.split('.')[0])?.type !== 'relation'
  return (
    <Field label={label} help={help} error={error}>
      <div role="group" aria-label={label}>
        <FilterBuilder none="" group={group} fields={filterFields(object, tools).filter(({ path }) => isOwn(path))} onChange={onChange} />
      </div>
    </Field>
  )
}
