// The workflow room's screens: a text in which values of the record are inserted by picking them: they stand as chips, in words.
import styled from '@emotion/styled'
import { Braces } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { describedBy, Field, InputBox } from '../../../web/ui/field.tsx'
import { expressionWords, templateWords } from '../summary/name-words.ts'
import { speechOf, useLexicon } from './lexicon.ts'
import { NamePicker } from './name-picker.tsx'
import type { Draft, StepDraft } from './queries.ts'
import { caretIn, placeCaret, readText, segmentsOf, writeText } from './template-text.ts'
import { workflowTexts as w } from './texts.ts'

export const isTemplate = (value: unknown): value is string => typeof value === 'string' && (value.includes('{{') || value.includes('{%'))

/** Where a template stands: in which workflow, after which steps, inside which loops. */
export type Place = { draft: Draft; earlier: StepDraft[]; loops: StepDraft[] }

type Props = Place & {
  label?: string; name?: string; value: unknown; onChange: (value: string) => void; error?: string; multiline?: boolean; required?: boolean; optional?: boolean; placeholder?: string; help?: string
}

const Editable = styled('div')({
  flex: 1, minWidth: 0, outline: 'none !important', fontSize: 14, lineHeight: '22px', padding: '5px 0', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: '50vh', overflowY: 'auto',
  '&:empty::before': { content: 'attr(data-placeholder)', color: v.muted },
  '&[aria-multiline=true]': { minHeight: 66 },
  '& [data-template]': { display: 'inline', padding: '1px 6px', margin: '0 1px', borderRadius: 5, backgroundColor: v.accentSoft, color: v.accent, fontSize: 13, fontWeight: 500, cursor: 'pointer', boxDecorationBreak: 'clone', WebkitBoxDecorationBreak: 'clone' },
})

/** Where a picked value goes: in place of what stands between the two; `typed`: it was two braces that asked for it. */
type Gap = { from: number; to: number; anchor: HTMLElement; typed?: boolean }

export function TemplateInput({ draft, earlier, loops, label, name, value, onChange, multiline, help, error, required, optional, placeholder }: Props) {
  const t = useText()
  const id = useId()
  const text = value === null || value === undefined ? '' : String(value)
  const chips = useChips(draft, text)
  const { root, wordsOf } = chips
  const { gap, open, onInput, pick, close } = usePicking(chips, text, onChange)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !multiline) event.preventDefault()
  }
  /** A chip that is clicked is chosen anew. */
  const onClick = (event: React.MouseEvent) => {
    const chip = (event.target as HTMLElement).closest<HTMLElement>('[data-template]')
    if (!chip) return
    const range = document.createRange()
    range.setStart(root.current!, 0)
    range.setEndBefore(chip)
    const from = readText(range.cloneContents()).length
    open(chip, from, from + chip.dataset.template!.length)
  }
  return (
    <Field {...{ label, help, error, required, optional, id }}>
      <InputBox fault={Boolean(error)}>
        <Editable
          ref={root} id={id} role="textbox" contentEditable="plaintext-only" suppressContentEditableWarning tabIndex={0} spellCheck data-placeholder={placeholder ?? t(w.insertHint)} aria-multiline={multiline ?? false} aria-invalid={error ? true : undefined}
          aria-required={required} aria-label={label ? undefined : name} aria-labelledby={label ? `${id}-label` : undefined} aria-describedby={describedBy(id, { help, error })}
          onInput={onInput} onKeyDown={onKeyDown} onClick={onClick} onBlur={() => root.current && writeText(root.current, text, wordsOf)}
        />
        <IconButton
          size="small" label={`${t(w.insert)}: ${label ?? name ?? t(w.value)}`} style={{ marginRight: -6, alignSelf: 'flex-start', marginTop: 2 }}
          onMouseDown={(event) => event.preventDefault()} onClick={(event) => open(event.currentTarget, caretIn(root.current!), caretIn(root.current!))}
        ><Braces size={16} /></IconButton>
      </InputBox>
      <NamePicker {...{ draft, earlier, loops }} anchor={gap?.anchor ?? null} onPick={pick} onClose={close} />
    </Field>
  )
}

/** The text drawn with its templates as words; not anew while it is being typed. */
function useChips(draft: Draft, text: string) {
  const root = useRef<HTMLDivElement>(null)
  /** Where the caret is put when the text has changed by a pick. */
  const caret = useRef<number | null>(null)
  const speech = speechOf(useLexicon(), draft)
  const wordsOf = (template: string) => (template === text.trim() ? templateWords(speech, template) : expressionWords(speech, template.replace(/^\{\{|\}\}$/g, '').trim()))
  const words = segmentsOf(text).filter(({ isTemplate: is }) => is).map((part) => wordsOf(part.text)).join('|')
  const latest = useRef(wordsOf)
  latest.current = wordsOf
  useLayoutEffect(() => {
    const element = root.current!
    const isTyping = document.activeElement === element && caret.current === null && readText(element) === text
    if (!isTyping) writeText(element, text, latest.current)
  }, [text, words])
  return { root, wordsOf, caret }
}

/** Picking a value for a place in the text: by the button, by a chip, or by typing two braces. */
function usePicking({ root, wordsOf, caret }: ReturnType<typeof useChips>, text: string, onChange: (value: string) => void) {
  const [gap, setGap] = useState<Gap | null>(null)
  // not before the list of values has given the keyboard back: it would take it away again, and the caret with it
  useEffect(() => {
    if (gap === null && caret.current !== null) placeCaret(root.current!, caret.current)
    if (gap === null) caret.current = null
  }, [gap, text, caret, root])
  const open = (anchor: HTMLElement, from: number, to: number) => setGap({ anchor, from, to })
  const onInput = () => {
    const element = root.current!
    const next = readText(element)
    const at = caretIn(element)
    if (!next.slice(0, at).endsWith('{{') || next.slice(at).startsWith('}}')) return onChange(next)
    // while a value is being picked there is no half of one for the check to find
    const kept = next.slice(0, at - 2) + next.slice(at)
    writeText(element, kept, wordsOf)
    onChange(kept)
    setGap({ anchor: element, from: at - 2, to: at - 2, typed: true })
  }
  const pick = (given: string) => {
    if (!gap) return
    caret.current = gap.from + given.length
    onChange(text.slice(0, gap.from) + given + text.slice(gap.to))
    setGap(null)
  }
  /** Whoever picks nothing has the two braces to go on from. */
  const close = () => {
    if (gap?.typed) {
      caret.current = gap.from + 2
      onChange(`${text.slice(0, gap.from)}{{${text.slice(gap.to)}`)
    }
    setGap(null)
  }
  return { gap, open, onInput, pick, close }
}
