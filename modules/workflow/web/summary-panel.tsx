// The workflow room's screens: a workflow in words, in either language, to be read, printed and compared.
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useRegion, useText, type Language } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Segmented } from '../../../web/ui/toggle.tsx'
import { compareLines } from '../summary/compare.ts'
import { summarise, type Line } from '../summary/summary.ts'
import { editorTexts as e } from './editor-texts.ts'
import { spoken, useLexicon } from './lexicon.ts'
import type { Draft } from './queries.ts'

export function LanguageChoice({ value, onChange }: { value: Language; onChange: (language: Language) => void }) {
  const t = useText()
  return <Segmented label={t(e.speaks)} value={value} onChange={onChange} options={[{ value: 'id', label: t(e.indonesian) }, { value: 'en', label: t(e.english) }]} />
}

/** `before`: what went and came since is marked, not by colour alone. */
export function SummaryLines({ lines, before, language }: { lines: Line[]; before?: Line[]; language: Language }) {
  const t = useText()
  const told = before ? compareLines(before, lines, ({ text, depth }) => `${depth} ${text}`) : lines.map((item) => ({ kind: 'same' as const, item }))
  if (before && told.every(({ kind }) => kind === 'same')) return <p style={{ margin: 0, color: v.secondary }}>{t(e.sameWords)}</p>
  return (
    <ol lang={language} style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 4, lineHeight: '21px' }}>
      {told.map(({ kind, item }, at) => (
        <li key={`${kind} ${item.path} ${at}`} style={{ paddingLeft: item.depth * 18 + (before ? 6 : 0), fontWeight: item.depth === 0 && item.path === 'trigger' ? 500 : 400, overflowWrap: 'anywhere', ...marks[kind] }}>
          {kind !== 'same' && <span style={{ fontWeight: 600, marginRight: 6 }}>{kind === 'added' ? '+' : '−'}<span style={hiddenText}>{t(kind === 'added' ? e.added : e.taken)}</span></span>}
          {kind === 'removed' ? <del>{item.text}</del> : kind === 'added' ? <ins style={{ textDecoration: 'none' }}>{item.text}</ins> : item.text}
        </li>
      ))}
    </ol>
  )
}

const hiddenText = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' } as const
const marks = {
  same: {}, added: { backgroundColor: 'var(--h-label-green-bg)', color: 'var(--h-label-green-fg)', borderRadius: 4 }, removed: { backgroundColor: 'var(--h-label-red-bg)', color: 'var(--h-label-red-fg)', borderRadius: 4 },
}

export function SummaryPanel({ draft }: { draft: Draft }) {
  const t = useText()
  const region = useRegion()
  const [language, setLanguage] = useState<Language>(region.language)
  const lexicon = useLexicon(language)
  const lines = summarise(lexicon, spoken(draft))
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
        <LanguageChoice value={language} onChange={setLanguage} />
        <span style={{ flex: 1 }} />
        <Button size="small" icon={<Printer size={15} />} onClick={() => printLines(draft.name, lines)}>{t(e.print)}</Button>
      </div>
      <SummaryLines lines={lines} language={language} />
    </div>
  )
}

/** A sheet of its own, without the app around it. */
function printLines(title: string, lines: Line[]): void {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0'
  document.body.append(frame)
  const { document: page } = frame.contentWindow!
  const heading = page.createElement('h1')
  heading.textContent = title
  page.title = title
  page.body.append(heading, ...lines.map(({ text, depth }) => {
    const line = page.createElement('p')
    line.textContent = text
    line.style.margin = `4px 0 4px ${depth * 18}px`
    return line
  }))
  page.body.style.fontFamily = 'sans-serif'
  frame.contentWindow!.onafterprint = () => frame.remove()
  frame.contentWindow!.print()
}
