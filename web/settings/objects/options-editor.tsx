// Settings, objects: the options of a choice: name, colour, order, and when they are offered.
import styled from '@emotion/styled'
import { ListFilter, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { labelColours } from '../../colours.ts'
import { useRegion, useText } from '../../i18n.tsx'
import { touch, v } from '../../theme.ts'
import type { FieldInfo } from '../../queries.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { moveItem, SortableRow } from '../../ui/sortable.tsx'
import { pipelineTexts as p } from '../pipelines/texts.ts'
import { ColourPicker } from '../list.tsx'
import type { OptionDraft, OptionWhen } from './field-draft.ts'
import { OptionWhenDialog } from './option-when.tsx'
import { objectTexts as o } from './texts.ts'

// under the option's name
const Line = styled('div')({ padding: '2px 0 4px 66px', fontSize: 12.5, lineHeight: '17px', color: v.secondary, overflowWrap: 'anywhere', [touch]: { paddingLeft: 76 } })

let made = 0

/** Each new option takes the next colour. */
function newOption(options: OptionDraft[]): OptionDraft {
  made += 1
  return { value: `new ${made}`, label: {}, color: labelColours[1 + (options.length % (labelColours.length - 1))], isNew: true }
}

type Props = { options: OptionDraft[]; deciders: FieldInfo[]; onChange: (options: OptionDraft[]) => void; error?: React.ReactNode }

export function OptionsEditor({ options, deciders, onChange, error }: Props) {
  const t = useText()
  const { language } = useRegion()
  const [asked, setAsked] = useState<string | null>(null)
  const change = (index: number, next: Partial<OptionDraft>) => onChange(options.map((option, at) => (at === index ? { ...option, ...next } : option)))
  return (
    <Field label={t(o.options)} error={error}>
      <div style={{ display: 'grid', gap: 6 }}>
        {options.map((option, index) => {
          const name = t(option.label)
          return (
            <div key={option.value}>
              <SortableRow list="options" index={index} count={options.length} onMove={(from, to) => onChange(moveItem(options, from, to))} label={t(p.sortHandle, { name })}>
                <div style={{ flex: 1, minWidth: 0, display: 'grid', gridTemplateColumns: `auto minmax(0, 1fr) auto${deciders.length ? ' auto' : ''}`, gap: 6, alignItems: 'center' }}>
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
                  {deciders.length > 0 && <IconButton size="small" label={t(o.whenOpen, { option: name })} active={Boolean(option.when)} disabled={!name} onClick={() => setAsked(option.value)}><ListFilter size={16} /></IconButton>}
                  <IconButton size="small" label={`${t(o.removeOption)}: ${name}`} onClick={() => onChange(options.filter((one) => one !== option))}><X size={16} /></IconButton>
                </div>
              </SortableRow>
              {option.when && <Line>{lineOf(option.when, deciders, t)}</Line>}
            </div>
          )
        })}
        <div><Button size="small" icon={<Plus size={15} />} onClick={() => onChange([...options, newOption(options)])}>{t(o.addOption)}</Button></div>
      </div>
      {asked !== null && <OptionWhenDialog {...{ asked, options, deciders, onChange }} onClose={() => setAsked(null)} />}
    </Field>
  )
}

function lineOf({ field, in: values }: OptionWhen, deciders: FieldInfo[], t: ReturnType<typeof useText>): string {
  const other = deciders.find((one) => one.name === field)
  const said = values.map((value) => t(other?.options?.find((option) => option.value === value)?.label) || value)
  return t(o.whenLine, { field: t(other?.label) || field, values: said.join(', ') })
}
