// Settings: a label in both languages: the viewer's own in front, the other one on demand.
import { Languages } from 'lucide-react'
import { useState } from 'react'
import { languages, useRegion, useText, type Language } from '../i18n.tsx'
import { languageNames } from '../texts.ts'
import { IconButton } from '../ui/button.tsx'
import { TextInput } from '../ui/field.tsx'
import { commonTexts as c } from './common-texts.ts'
import type { Labels } from './labels.ts'

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
