// Languages of the web app: which one is spoken, and `useText()` that says a catalogue's text in it.
// A text is `{ en, id }`; `{name}` is filled in, `{what:lower}` in lower case (a label in the middle of a sentence), and
// `{count|record|records}` chooses by number (Indonesian needs no plural).
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { numberFormat } from './formatters.ts'

export const languages = ['id', 'en'] as const
export type Language = (typeof languages)[number]
export type Text = { en: string; id: string }
/** What the server sends: a label may lack a language or be a plain string. */
export type Label = Partial<Text> | string | null | undefined
export type Values = Record<string, string | number | null | undefined>

const storageKey = 'hubung.language'

/** The language before anyone has signed in: as chosen on this device, else Indonesian for an Indonesian browser. */
export function guessLanguage(): Language {
  const kept = localStorage.getItem(storageKey)
  if (kept === 'id' || kept === 'en') return kept
  return navigator.languages.some((tag) => /^(id|ms|jv|su)\b/i.test(tag)) ? 'id' : 'en'
}

export function translate(text: Label, language: Language, values?: Values): string {
  const template = typeof text === 'string' ? text : (text?.[language] ?? text?.en ?? text?.id ?? '')
  if (!values) return template
  return template.replace(/\{(\w+)(:lower)?(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, lower?: string, one?: string, many?: string) => {
    const value = values[name]
    if (one !== undefined) return value === 1 ? one : many!
    if (value === undefined) return whole
    if (typeof value === 'number') return numberFormat(language).format(value)
    return (lower ? value?.toLowerCase() : value) ?? '–'
  })
}

export type Region = { language: Language; timeZone: string; currency: string }
type LanguageContext = Region & { setLanguage: (language: Language) => void; setRegion: (region: Partial<Region>) => void }

const Context = createContext<LanguageContext | null>(null)

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [region, keepRegion] = useState<Region>(() => ({
    language: guessLanguage(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, currency: 'IDR',
  }))
  const setRegion = useCallback((next: Partial<Region>) => {
    keepRegion((now) => {
      const changed = Object.entries(next).some(([name, value]) => value !== undefined && now[name as keyof Region] !== value)
      return changed ? { ...now, ...Object.fromEntries(Object.entries(next).filter(([, value]) => value)) } : now
    })
  }, [])
  useEffect(() => {
    localStorage.setItem(storageKey, region.language)
    document.documentElement.lang = region.language
  }, [region.language])
  const value = useMemo(
    () => ({ ...region, setRegion, setLanguage: (language: Language) => setRegion({ language }) }),
    [region, setRegion],
  )
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useRegion(): LanguageContext {
  const value = useContext(Context)
  if (!value) throw new Error('useRegion outside LanguageProvider')
  return value
}

/** `const t = useText(); t(texts.save); t(texts.hello, { name })`; also for labels that the server sends. */
export function useText(): (text: Label, values?: Values) => string {
  const { language } = useRegion()
  return useCallback((text: Label, values?: Values) => translate(text, language, values), [language])
}
