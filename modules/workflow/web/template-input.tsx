// The workflow room's screens: a text in which values of the record are inserted by picking them.
import { Braces } from 'lucide-react'
import { useRef, useState } from 'react'
import { Popover } from '../../../web/ui/popover.tsx'
import { useText } from '../../../web/i18n.tsx'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { IconButton } from '../../../web/ui/button.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import type { Draft, StepDraft } from './queries.ts'
import { nameInWords, templateNames } from './template-names.ts'
import { workflowTexts as w } from './texts.ts'

export const isTemplate = (value: unknown): value is string => typeof value === 'string' && (value.includes('{{') || value.includes('{%'))

/** Where a template stands: in which workflow, after which steps, inside which loops. */
export type Place = { draft: Draft; earlier: StepDraft[]; loops: StepDraft[] }

type Props = Place & {
  label?: string; name?: string; value: unknown; onChange: (value: string) => void; error?: string; multiline?: boolean; required?: boolean; optional?: boolean; placeholder?: string; help?: string
}

export function TemplateInput({ draft, earlier, loops, label, name, value, onChange, multiline, help, ...rest }: Props) {
  const t = useText()
  const tools = useFieldTools()
  const place = { draft, earlier, loops }
  const input = useRef<HTMLInputElement>(null)
  const text = value === null || value === undefined ? '' : String(value)
  const insert = (given: string) => {
    const at = input.current?.selectionStart ?? text.length
    onChange(text.slice(0, at) + given + text.slice(input.current?.selectionEnd ?? at))
    requestAnimationFrame(() => input.current?.focus())
  }
  return (
    <TextInput
      {...rest} ref={input} label={label} aria-label={label ? undefined : name} value={text} onChange={onChange} help={help ?? nameInWords(text, place, tools)} multiline={multiline} rows={multiline ? 3 : undefined}
      end={<NamesButton {...place} onPick={insert} what={label ?? name ?? t(w.value)} />}
    />
  )
}

function NamesButton({ onPick, what, ...place }: Place & { onPick: (text: string) => void; what: string }) {
  const t = useText()
  const tools = useFieldTools()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const options = anchor ? templateNames(place, tools).map((choice) => ({ value: choice.text, label: choice.label, hint: choice.group })) : []
  return (
    <>
      <IconButton size="small" label={`${t(w.insert)}: ${what}`} onClick={(event) => setAnchor(event.currentTarget)} style={{ marginRight: -6, alignSelf: 'flex-start', marginTop: 2 }}><Braces size={16} /></IconButton>
      <Popover open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }}>
        <div style={{ width: 300, padding: 10 }}>
          <Combobox
            autoFocus label={t(w.insert)} options={options} value={null}
            onChange={(option) => {
              setAnchor(null)
              if (option) onPick(option.value)
            }}
          />
        </div>
      </Popover>
    </>
  )
}
