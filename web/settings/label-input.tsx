// Settings: a label in both languages: the viewer's own in front, the other one on demand.
import { Languages } from 'lucide-react'
import { useState } from 'react'
import { languages, useRegion, useText, type Language } from '../i18n.tsx'
import { languageNames } from '../texts.ts'
import { IconButton } from '../ui/button.tsx'
import { TextInput } from '../ui/field.tsx'
import { commonTexts as c } from './common-texts.ts'

export type Labels = Partial<Record<Language, string>>

type Props = { label: string; value: Labels; onChange: (value: Labels) => void; error?: React.ReactNode; help?: string; required?: boolean; optional?: boolean; autoFocus?: boolean; placeholder?: string; multiline?: boolean }

export function LabelInput({ label, value, onChange, error, help, required, optional, autoFocus, placeholder, multiline }: Props) {
  const t = useText()
  const { language } = useRegion()
  const other = languages.find((one) => one !== language)!
  const [shown, setShown] = useState(Boolean(value[other]) && value[other] !== value[language])
  const set = (one: Language, text: string) => onChange({ ...value, [one]: text })
  const show = !shown && (
    <IconButton size="small" label={t(c.otherLanguage, { language: languageNames[other] })} onClick={() => setShown(true)} style={{ marginRight: -6 }}><Languages size={16} /></IconButton>
  )
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <TextInput
        label={label} value={value[language] ?? ''} onChange={(text) => set(language, text)} placeholder={value[language] === undefined ? (value[other] ?? placeholder) : placeholder}
        {...{ error, help, required, optional, autoFocus, multiline }} end={show}
      />
      {shown && <TextInput label={`${label} (${languageNames[other]})`} value={value[other] ?? ''} onChange={(text) => set(other, text)} optional multiline={multiline} />}
    </div>
  )
}

/** Without empty languages, so that the other one stands in for them. */
export function cleanLabels(value: Labels): Labels {
  return Object.fromEntries(Object.entries(value).map(([one, text]) => [one, text?.trim()]).filter(([, text]) => text))
}

/** What is sent when a label may be emptied. */
export const cleanHelp = (value: Labels): Labels | null => (Object.keys(cleanLabels(value)).length ? cleanLabels(value) : null)

/** `Nomor seri barang` → `nomorSeriBarang`: the name that programs use. */
export function nameOf(label: string): string {
  const words = label.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words.map((word, index) => (index ? word[0].toUpperCase() + word.slice(1).toLowerCase() : word.toLowerCase())).join('')
  return joined.replace(/^[^a-z]+/, '').slice(0, 48)
}
