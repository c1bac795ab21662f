// Field type richText, web part: the editor, the browser's own with a row of buttons. What it makes the server cleans.
import { Bold, Heading2, Italic, Link2, List, ListOrdered, Underline } from 'lucide-react'
import { useEffect, useId, useRef, type ClipboardEvent, type ReactNode } from 'react'
import type { InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { IconButton } from '../../../../web/ui/button.tsx'
import { describedBy, Field, InputBox } from '../../../../web/ui/field.tsx'
import { fieldTexts as texts } from '../texts.ts'
import { plainTextOf, toHtml } from './plain-text.ts'
import { Formatted } from './rich-text.tsx'

type Tool = { command: string; value?: string; text: { en: string; id: string }; icon: ReactNode }

const tools: Tool[] = [
  { command: 'bold', text: texts.bold, icon: <Bold size={16} /> },
  { command: 'italic', text: texts.italic, icon: <Italic size={16} /> },
  { command: 'underline', text: texts.underline, icon: <Underline size={16} /> },
  { command: 'formatBlock', value: 'h2', text: texts.heading, icon: <Heading2 size={16} /> },
  { command: 'insertUnorderedList', text: texts.bullets, icon: <List size={16} /> },
  { command: 'insertOrderedList', text: texts.numbers, icon: <ListOrdered size={16} /> },
]

export function RichTextEditor({ value, onChange, label, help, error, required, optional, name, autoFocus }: InputProps) {
  const { t } = useFieldTools()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const shown = useRef<string | null>(null)
  useEffect(() => {
    // what was typed here is there already: setting it anew would move the caret
    const html = typeof value === 'string' ? value : ''
    if (!box.current || shown.current === html) return
    box.current.innerHTML = html
    shown.current = html
  }, [value])
  useEffect(() => {
    document.execCommand('defaultParagraphSeparator', false, 'p')
    if (autoFocus) box.current?.focus()
  }, [autoFocus])
  const tell = () => {
    const html = box.current?.innerHTML ?? ''
    shown.current = box.current?.textContent?.trim() ? html : ''
    onChange(shown.current || null)
  }
  const run = (command: string, argument?: string) => {
    box.current?.focus()
    document.execCommand(command, false, argument)
    tell()
  }
  const link = () => {
    const address = prompt(t(texts.linkAddress), 'https://')
    if (address && /^(https?:|mailto:|tel:)/i.test(address)) run('createLink', address)
  }
  const paste = (event: ClipboardEvent) => {
    event.preventDefault()
    run('insertHTML', toHtml(event.clipboardData.getData('text/plain') || plainTextOf(event.clipboardData.getData('text/html'))))
  }
  return (
    <Field {...{ label, help, error, required, optional, id }}>
      <InputBox fault={Boolean(error)} style={{ flexDirection: 'column', alignItems: 'stretch', gap: 4, padding: 6 }}>
        <div role="toolbar" aria-label={t(texts.formatting)} style={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {tools.map((tool) => (
            <IconButton key={tool.command} size="small" label={t(tool.text)} onMouseDown={(event) => event.preventDefault()} onClick={() => run(tool.command, tool.value)}>
              {tool.icon}
            </IconButton>
          ))}
          <IconButton size="small" label={t(texts.link)} onMouseDown={(event) => event.preventDefault()} onClick={link}><Link2 size={16} /></IconButton>
        </div>
        <Formatted
          ref={box} id={id} contentEditable role="textbox" aria-multiline aria-label={typeof label === 'string' ? label : name}
          aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { help, error })}
          onInput={tell} onPaste={paste} style={{ minHeight: 80, maxHeight: '50vh', overflowY: 'auto', padding: '2px 4px', outline: 'none' }}
        />
      </InputBox>
    </Field>
  )
}
