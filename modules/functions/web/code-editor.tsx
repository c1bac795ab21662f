// The functions room's screens: the editor of code; this file alone brings CodeMirror, and is loaded with the page of a function.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useId, useRef } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useObjects } from '../../../web/queries.ts'
import { label as tone, v } from '../../../web/theme.ts'
import { Field } from '../../../web/ui/field.tsx'
import { completeFrom } from './completions.ts'

const look = EditorView.theme({
  '&': { fontSize: '13px', color: v.text, backgroundColor: v.paper, borderRadius: '8px', border: `1px solid ${v.lineStrong}` },
  '&.cm-focused': { outline: 'none', borderColor: v.accent, boxShadow: `0 0 0 1px ${v.accent}` },
  '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace', lineHeight: '20px', maxHeight: '60vh' },
  '.cm-content[contenteditable=true]': { minHeight: '240px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: v.muted, border: 0 },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: v.hover },
  '.cm-cursor': { borderLeftColor: v.text },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': { backgroundColor: `${v.selected} !important` },
  '.cm-tooltip': { backgroundColor: v.paper, color: v.text, border: `1px solid ${v.line}`, borderRadius: '8px', boxShadow: v.shadow, overflow: 'hidden' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: v.selected, color: v.text },
  '.cm-completionDetail': { color: v.muted, fontStyle: 'normal', marginLeft: '10px' },
})

const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.moduleKeyword], color: tone('purple').fg }, { tag: [tags.string, tags.special(tags.string)], color: tone('green').fg },
  { tag: [tags.number, tags.bool, tags.null], color: tone('orange').fg }, { tag: tags.comment, color: v.muted, fontStyle: 'italic' }, { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: v.accent },
  { tag: tags.typeName, color: tone('blue').fg },
]))

type Props = { label: string; value: string; onChange?: (value: string) => void; language: 'js' | 'ts'; error?: string; help?: string }

/** Without `onChange` it is only shown. */
export default function CodeEditor({ label, value, onChange, language, error, help }: Props) {
  const t = useText()
  const id = useId()
  const objects = useObjects()
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const settings = useRef(new Compartment())
  const change = useRef(onChange)
  change.current = onChange
  const first = useRef(value)
  const readOnly = onChange === undefined
  useEffect(() => {
    const changes = EditorView.updateListener.of((update) => { if (update.docChanged) change.current?.(update.state.doc.toString()) })
    const made = new EditorView({
      parent: place.current!, state: EditorState.create({ doc: first.current, extensions: [
        lineNumbers(), history(), indentOnInput(), indentUnit.of('  '), bracketMatching(), closeBrackets(), highlightActiveLine(), EditorView.lineWrapping, look, colours, changes,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab]), settings.current.of([]),
      ] }),
    })
    view.current = made
    return () => made.destroy()
    // the editor keeps its own text; a new one from outside is put in below
  }, [])
  useEffect(() => {
    const shown = readOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [autocompletion({ override: [completeFrom(objects, t)] })]
    view.current?.dispatch({ effects: settings.current.reconfigure([javascript({ typescript: language === 'ts' }), EditorView.contentAttributes.of({ 'aria-label': label, ...readOnly ? { tabindex: '0' } : {} }), ...shown]) })
  }, [language, readOnly, objects, t, label])
  useEffect(() => {
    const made = view.current
    if (made && made.state.doc.toString() !== value) made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: value } })
  }, [value])
  return <Field label={label} id={id} error={error} help={help}><div ref={place} /></Field>
}
