// With which record another one is merged: those that may be the same, or any other by its name.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api.ts'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useFieldTools } from '../field-tools.tsx'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { tellsDuplicates } from './merge-rules.ts'
import { mergeTexts as texts } from './merge-texts.ts'
import { Reasons } from './reasons.tsx'

export function ChoosePartner({ object, id }: { object: ObjectInfo; id: string | undefined }) {
  const { t } = useFieldTools()
  const navigate = useNavigate()
  const found = useQuery({
    queryKey: ['records', object.name, 'duplicates', id], enabled: id !== undefined && tellsDuplicates(object),
    queryFn: ({ signal }) => api.get('/records/{object}/{id}/duplicates', { path: { object: object.name, id: id! }, signal }),
  })
  const go = (other: unknown) => typeof other === 'string' && other !== id
    && void navigate({ to: '/merge/$object', params: { object: object.name }, search: { ids: [id, other].filter(Boolean).join() }, replace: true })
  const field = { name: 'with', label: object.label, type: 'relation', to: object.name, access: 'write' } satisfies FieldInfo
  const { Input } = fieldWebOf('relation')
  return (
    <div style={{ maxWidth: 520 }}>
      {found.data && found.data.data.length > 0 && (
        <Section title={t(texts.found)}>
          <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 8 }}>
            {found.data.data.map(({ record, reasons }) => (
              <li key={record.id} style={{ display: 'flex', gap: 12, alignItems: 'center', justifyContent: 'space-between' }}>
                <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{titleOf(record, object) ?? t(shared.untitled)} <Reasons object={object} reasons={reasons} /></span>
                <Button size="small" onClick={() => go(record.id)}>{t(texts.merge)}</Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Input value={null} field={field} label={t(texts.search, { what: t(object.label) })} onChange={go} />
    </div>
  )
}
