// Settings, objects: the options of a choice: name, colour, order.
import { Plus, X } from 'lucide-react'
import { labelColours } from '../../colours.ts'
import { useRegion, useText } from '../../i18n.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { moveItem, SortableRow } from '../../ui/sortable.tsx'
import { pipelineTexts as p } from '../pipelines/texts.ts'
import { ColourPicker } from '../list.tsx'
import type { OptionDraft } from './field-draft.ts'
import { objectTexts as o } from './texts.ts'

let made = 0

/** Each new option takes the next colour. */
function newOption(options: OptionDraft[]): OptionDraft {
  made += 1
  return { value: `new ${made}`, label: {}, color: labelColours[1 + (options.length % (labelColours.length - 1))], isNew: true }
}

type Props = { options: OptionDraft[]; onChange: (options: OptionDraft[]) => void; error?: React.ReactNode }

export function OptionsEditor({ options, onChange, error }: Props) {
  const t = useText()
  const { language } = useRegion()
  const change = (index: number, next: Partial<OptionDraft>) => onChange(options.map((option, at) => (at === index ? { ...option, ...next } : option)))
  return (
    <Field label={t(o.options)} error={error}>
      <div style={{ display: 'grid', gap: 6 }}>
        {options.map((option, index) => {
          const name = t(option.label)
          return (
            <SortableRow key={option.value} list="options" index={index} count={options.length} onMove={(from, to) => onChange(moveItem(options, from, to))} label={t(p.sortHandle, { name })}>
              <div style={{ flex: 1, minWidth: 0, display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr) auto', gap: 6, alignItems: 'center' }}>
                <ColourPicker value={option.color} name={name} onChange={(color) => change(index, { color })} />
                <TextInput
                  aria-label={`${t(o.option)} ${index + 1}`} value={option.label[language] ?? name} autoFocus={option.isNew && !name && index === options.length - 1}
                  onChange={(text) => change(index, { label: { ...option.label, [language]: text } })}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter') return
                    event.preventDefault()
                    if (name) onChange([...options, newOption(options)])
                  }}
                />
                <IconButton size="small" label={`${t(o.removeOption)}: ${name}`} onClick={() => onChange(options.filter((one) => one !== option))}><X size={16} /></IconButton>
              </div>
            </SortableRow>
          )
        })}
        <div><Button size="small" icon={<Plus size={15} />} onClick={() => onChange([...options, newOption(options)])}>{t(o.addOption)}</Button></div>
      </div>
    </Field>
  )
}
