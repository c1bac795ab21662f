// The functions room's screens: trying a function out on a record, as it stands in the editor.
import { useMutation } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useObject, useObjects } from '../../../web/queries.ts'
import { findRelated } from '../../../web/records/find-related.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Combobox, type ComboOption } from '../../../web/ui/combobox.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Card, FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { FormError } from '../../../web/ui/states.tsx'
import { functionKeys, type Draft } from './queries.ts'
import { RunStory } from './run-story.tsx'
import { functionTexts as f } from './texts.ts'

function readInput(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() || '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}

export function TestPanel({ id, draft }: { id: string; draft: Draft }) {
  const t = useText()
  const objects = useObjects()
  const [object, setObject] = useState('deal')
  const [record, setRecord] = useState<ComboOption | null>(null)
  const [text, setText] = useState('')
  const info = useObject(object)
  const input = readInput(text)
  const test = useMutation({
    mutationFn: () => api.post('/functions/{id}/test', { path: { id }, body: { ...record ? { object, recordId: record.value } : {}, input: input ?? {}, ...draft.blocks ? { blocks: draft.blocks } : { code: draft.code } } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: functionKeys.runs(id) }),
  })
  return (
    <Card style={{ padding: 16 }}>
      <FormGrid>
        <FormGrid columns={2}>
          <Select label={t(f.object)} value={object} options={objects.map(({ name, label }) => ({ value: name, label: t(label) || name }))} onChange={(next) => { setObject(next); setRecord(null) }} />
          <Combobox key={object} optional label={t(f.record)} value={record} onChange={setRecord} load={(asked, signal) => findRelated(info, asked, signal)} />
        </FormGrid>
        <TextInput optional multiline rows={2} label={t(f.input)} placeholder={'{ "percent": 10 }'} value={text} onChange={setText} spellCheck={false} error={input ? undefined : t(f.inputWrong)} />
        <div><Button icon={<Play size={16} />} disabled={!input} loading={test.isPending} onClick={() => test.mutate()}>{t(f.run)}</Button></div>
        {test.error && <FormError error={test.error} />}
        {test.data && <RunStory run={test.data} />}
      </FormGrid>
    </Card>
  )
}
