// Field type tags, web part: free words, each in a steady colour of its own.
import { colourOf } from '../../../../web/colours.ts'
import { operatorSets, type CellProps, type FieldWeb, type FilterInputProps, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { texts } from '../../../../web/records/texts.ts'
import { Combobox, type ComboOption } from '../../../../web/ui/combobox.tsx'
import { Label } from '../../../../web/ui/label.tsx'

function TagsCell({ value }: CellProps) {
  return (
    <span className="labels">
      {(value as string[]).map((tag) => <Label key={tag} colour={colourOf(tag)}>{tag}</Label>)}
    </span>
  )
}

const tagOption = (tag: string): ComboOption => ({ value: tag, label: tag, colour: colourOf(tag) })

type Props = Omit<InputProps, 'field' | 'record'> & { placeholder?: string }

export function TagsInput({ value, onChange, placeholder, ...rest }: Props) {
  const { t } = useFieldTools()
  const tags = Array.isArray(value) ? (value as string[]) : []
  const set = (next: string[]) => onChange(next.length ? next : null)
  return (
    <Combobox
      {...rest} multiple options={[]} value={tags.map(tagOption)} placeholder={placeholder ?? t(texts.addTag)}
      onChange={(list) => set(list.map((option) => option.value))}
      onCreate={(tag) => set([...new Set([...tags, tag])])} createLabel={(name) => t(texts.createTag, { name })}
    />
  )
}

const TagsFieldInput = ({ field: _field, record: _record, ...props }: InputProps) => <TagsInput {...props} />
const TagsFilterInput = ({ value, onChange, name }: FilterInputProps) =>
  <TagsInput value={value} onChange={(next) => onChange(next ?? [])} name={name} />

export const tags: FieldWeb = {
  Cell: TagsCell, Input: TagsFieldInput, FilterInput: TagsFilterInput, operators: operatorSets.several, width: 180,
  editor: 'panel',
  text: (value) => (value as string[]).join(', '),
}
