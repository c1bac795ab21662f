// Showing a masked value of a record: asked of the server, which keeps who saw it; forgotten when the record changes.
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { keys, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { RecordRow } from '../field-web.ts'

export function useReveal(object: ObjectInfo, field: FieldInfo, record: RecordRow) {
  const toast = useToast()
  const say = useErrorText()
  const [shown, setShown] = useState<{ id: string; version: unknown; value: unknown } | null>(null)
  const reveal = async () => {
    try {
      const { values } = await api.post('/records/{object}/{id}/reveal', { path: { object: object.name, id: record.id }, body: { fields: [field.name] } })
      setShown({ id: record.id, version: record.version, value: values[field.name] })
      void queryClient.invalidateQueries({ queryKey: keys.timeline(object.name, record.id) })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  const revealed = shown && field.masked && shown.id === record.id && shown.version === record.version ? shown : null
  return { revealed, reveal, hide: () => setShown(null) }
}
