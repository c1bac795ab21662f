// Settings: a short list brought in at once, pasted or from a file; what is wrong is said line by line, and then nothing is written.
import { useMutation } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { ApiError } from '../api.ts'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { TextInput } from '../ui/field.tsx'
import { FormGrid } from '../ui/page.tsx'
import { FormError } from '../ui/states.tsx'
import { useToast } from '../ui/toast.tsx'
import { commonTexts as c } from './common-texts.ts'

type Props = {
  title: string
  help: string
  example: string
  /** Endings of the files that can be read. */
  accept: string
  write: (text: string) => Promise<{ written: number; unchanged: number }>
  onWritten: () => Promise<unknown>
  onClose: () => void
}

export function ListImport({ title, help, example, accept, write, onWritten, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const [text, setText] = useState('')
  const picker = useRef<HTMLInputElement>(null)
  const save = useMutation({
    mutationFn: () => write(text),
    onSuccess: async ({ written, unchanged }) => {
      onClose()
      toast({ text: t(c.listWritten, { written, unchanged }) })
      await onWritten()
    },
  })
  const faults = save.error instanceof ApiError ? save.error.errors.filter(({ path }) => path.startsWith('line ')) : []
  return (
    <Sheet
      open onClose={onClose} title={title} subtitle={help} width={560} onSubmit={() => text.trim() && save.mutate()}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending} disabled={!text.trim()}>{t(c.listImport)}</Button></>}
    >
      <FormGrid>
        <div>
          <input ref={picker} type="file" accept={accept} hidden aria-label={t(c.chooseFile)} onChange={async (event) => setText(await event.target.files?.[0]?.text() ?? text)} />
          <Button icon={<Upload size={16} />} onClick={() => picker.current?.click()}>{t(c.chooseFile)}</Button>
        </div>
        <TextInput multiline rows={10} label={t(c.listText)} value={text} onChange={setText} placeholder={example} className="tabular" />
        {faults.length > 0 && (
          <div role="alert" style={{ padding: '9px 12px', borderRadius: 6, backgroundColor: 'var(--h-label-red-bg)', color: 'var(--h-label-red-fg)', fontSize: 13.5, lineHeight: '20px' }}>
            <ul style={{ margin: 0, paddingLeft: 16 }}>
              {faults.map(({ path, message }, at) => <li key={at}>{t(c.listLine, { line: Number(path.slice(5)) })}: {message}</li>)}
            </ul>
          </div>
        )}
        {!faults.length && <FormError error={save.error} />}
      </FormGrid>
    </Sheet>
  )
}
