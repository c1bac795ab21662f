// A field that somebody removes while it is being edited here: its place goes at once, and it is said why.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useText } from '../../i18n.tsx'
import { objectsQuery, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { recordTexts as texts } from './record-texts.ts'

export function useGone(object: ObjectInfo, field: FieldInfo, editing: boolean): void {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const now = useRef({ editing, say: () => {} })
  now.current = { editing, say: () => toast({ text: `${t(field.label)}: ${t(texts.fieldGone)}`, tone: 'bad' }) }
  useEffect(() => () => {
    const known = client.getQueryData(objectsQuery.queryKey)?.find(({ name }) => name === object.name)
    if (now.current.editing && known && !known.fields.some(({ name }) => name === field.name)) now.current.say()
  }, [client, object.name, field.name])
}
