// While a record is typed: who may be it already, with the way there, or to merge what is typed with it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '../../api.ts'
import type { ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { toWrite } from '../record-write.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { mayMerge, tellsDuplicates } from './merge-rules.ts'
import { mergeTexts as texts } from './merge-texts.ts'
import { Reasons } from './reasons.tsx'

const telling = new Set(['firstName', 'lastName', 'name', 'company', 'companyName'])
const PAUSE = 400

type Props = { object: ObjectInfo; data: Record<string, unknown>; onOpen: () => void; onMerge?: (id: string) => void }

export function DuplicateHint({ object, data, onOpen, onMerge }: Props) {
  const { t } = useFieldTools()
  const names = object.fields.filter((field) => field.type === 'phone' || field.type === 'email' || telling.has(field.name)).map((field) => field.name)
  const filled = Object.fromEntries(names.filter((name) => data[name]).map((name) => [name, data[name]]))
  const values = useSettled(JSON.stringify(toWrite(filled, object)))
  const found = useQuery({
    queryKey: ['records', object.name, 'hint', values], enabled: values !== '{}' && tellsDuplicates(object), staleTime: 10_000, retry: false,
    queryFn: ({ signal }) => api.post('/records/{object}/duplicates', { path: { object: object.name }, body: { values: JSON.parse(values) }, signal }),
  })
  const list = values === '{}' ? [] : (found.data?.data ?? []).slice(0, 3)
  return (
    <div role="status" aria-live="polite">
      {list.length > 0 && (
        <div style={{ padding: '10px 12px', borderRadius: 8, backgroundColor: v.sunken, display: 'grid', gap: 6 }}>
          <strong style={{ fontWeight: 500 }}>{t(texts.maybe)}</strong>
          {list.map(({ record, reasons }) => {
            const name = titleOf(record, object) ?? t(shared.untitled)
            return (
              <div key={record.id} style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
                <Link to="/o/$object/$id" params={{ object: object.name, id: record.id }} onClick={onOpen} aria-label={t(texts.open, { name })}>{name}</Link>
                <Reasons object={object} reasons={reasons} />
                {onMerge && mayMerge(object) && <Button size="small" variant="ghost" onClick={() => onMerge(record.id)}>{t(texts.createAndMerge)}</Button>}
              </div>
            )
          })}
        </div>
      )}
    </div>
  )
}

/** The value once it has rested. */
function useSettled(value: string): string {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
