// What a button does: it opens a form filled in, changes the record, or opens an address. The member acts, with her rights.
import { useQueryClient } from '@tanstack/react-query'
import { fillAddress, fillValue } from '../../../kernel/object/button-template.ts'
import { meets } from '../../../kernel/object/screen-predicate.ts'
import { api } from '../../api.ts'
import { keys, type ObjectInfo } from '../../queries.ts'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useCreate } from '../create/create-host.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { useWriteField } from '../records-frame.tsx'
import { relatedOf, titleOf } from '../related.ts'
import type { RecordButton } from './layout-data.ts'
import { layoutTexts as texts } from './layout-texts.ts'

/** Records of a selection that one press changes. */
export const mostPressed = 500

export function usePress(object: ObjectInfo) {
  const { t, objectOf } = useFieldTools()
  const create = useCreate()
  const write = useWriteField()
  const toast = useToast()
  const say = useErrorText()
  const client = useQueryClient()

  /** What a template sees: links by the titles that the record carries. */
  const valuesOf = (record: RecordRow) => Object.fromEntries(Object.entries(record).map(([name, value]) => {
    const field = object.fields.find((one) => one.name === name)
    const linked = field?.type === 'relation' ? relatedOf(value, field, objectOf) : null
    return [name, linked?.title ? { object: linked.object, id: linked.id, title: linked.title } : value]
  }))
  const fill = (target: ObjectInfo, data: Record<string, unknown>, record: RecordRow) => Object.fromEntries(Object.entries(data).map(([name, value]) => {
    const several = Array.isArray(target.fields.find((field) => field.name === name)?.to)
    const self = { ...(several && { object: object.name }), id: record.id, title: titleOf(record, object) }
    return [name, fillValue(value, valuesOf(record), self)]
  }))

  const press = async ({ action, label }: RecordButton, record: RecordRow) => {
    if (action.type === 'update') return void await write(object, record, fill(object, action.data, record), { said: t(label) })
    if (action.type === 'create') {
      const target = objectOf(action.object)
      return target && create({ object: target, data: fill(target, action.data, record) })
    }
    const address = fillAddress(action.url, valuesOf(record))
    if (address) window.open(address, '_blank', 'noopener,noreferrer')
    else toast({ text: t(texts.notAddress), tone: 'bad' })
  }

  /** For the selected records of a list: each that meets the button's condition. Forms and addresses are for one alone. */
  const pressAll = async (button: RecordButton, ids: string[]) => {
    try {
      const { data } = await api.post('/records/{object}/query', { path: { object: object.name }, body: { filter: { id: { in: ids } }, limit: mostPressed }, idempotencyKey: undefined })
      const meant = data.filter((record) => meets(button.when, record))
      if (!meant.length) return toast({ text: t(texts.none, { button: t(button.label) }) })
      if (button.action.type !== 'update') return await press(button, meant[0])
      const { data: values } = button.action
      const operations = meant.map((record) => ({ op: 'update', id: record.id, version: record.version, data: plain(fill(object, values, record)) }))
      await api.post('/records/{object}/batch', { path: { object: object.name }, body: { operations } })
      toast({ text: t(texts.done, { button: t(button.label), count: meant.length }) })
      await client.invalidateQueries({ queryKey: keys.records(object.name) })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  const plain = (data: Record<string, unknown>) => Object.fromEntries(Object.entries(data).map(([name, value]) => {
    const field = object.fields.find((one) => one.name === name)
    const linked = field?.type === 'relation' && value ? relatedOf(value, field, objectOf) : null
    return [name, linked ? (Array.isArray(field!.to) ? { object: linked.object, id: linked.id } : linked.id) : value]
  }))
  return { press, pressAll }
}
