// Doors: the mark and name of Hubung, and the language choice for someone who is not signed in.
import styled from '@emotion/styled'
import { languages, useRegion, useText, type Language } from '../i18n.tsx'
import { languageNames, texts } from '../texts.ts'
import { Segmented } from '../ui/toggle.tsx'

export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden style={{ display: 'block', flexShrink: 0 }}>
      <rect width="32" height="32" rx="8" fill="#0B6E69" />
      <path d="M10 8v16M22 8v16" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <path d="M10 18.500c2.200-4.200 4-4.200 6-2.500s3.800 1.700 6-2.500" fill="none" stroke="#9EE0D9" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}

const Row = styled('div')({ display: 'flex', alignItems: 'center', gap: 10, fontSize: 18, fontWeight: 600, letterSpacing: '-0.015em' })

export const Brand = ({ size = 30 }: { size?: number }) => <Row><Mark size={size} />Hubung</Row>

export function LanguageChoice() {
  const t = useText()
  const { language, setLanguage } = useRegion()
  return <Segmented<Language> label={t(texts.language)} value={language} onChange={setLanguage} options={languages.map((value) => ({ value, label: languageNames[value] }))} />
}
