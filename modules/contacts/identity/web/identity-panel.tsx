// What a contact is known as beyond its own phone and email: numbers that came with a merge, accounts of channels, and which
// of all are proven to be theirs.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BadgeCheck, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { ApiError, api } from '../../../../web/api.ts'
import { keys, type ObjectInfo } from '../../../../web/queries.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import type { RecordRow } from '../../../../web/records/field-web.ts'
import { texts as shared } from '../../../../web/texts.ts'
import { v } from '../../../../web/theme.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Dialog } from '../../../../web/ui/dialog.tsx'
import { TextInput } from '../../../../web/ui/field.tsx'
import { FormGrid } from '../../../../web/ui/page.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { faultOf, FormError, useErrorText } from '../../../../web/ui/states.tsx'
import { useToast } from '../../../../web/ui/toast.tsx'
import { Checkbox } from '../../../../web/ui/toggle.tsx'
import { identityTexts as texts, kindTexts } from './texts.ts'

type Given = { kind: string; value: string; verified: boolean }

export default function IdentityPanel({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const { t } = useFieldTools()
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  const [adding, setAdding] = useState(false)
  const key = [...keys.record('contact', record.id), 'identities']
  const { data } = useQuery({ queryKey: [...key, record.version], queryFn: async () => (await api.get('/identities', { query: { contact: record.id } })).data })
  const refresh = () => client.invalidateQueries({ queryKey: key })
  const may = object.access.update !== 'none'
  // its own phone and email stand among its fields
  const further = data?.filter((one) => one.id !== null) ?? []
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      toast({ text: isTaken(error) ? t(texts.taken) : say(error), tone: 'bad' })
    }
    await refresh()
  }
  if (!data || (!further.length && !may)) return null
  return (
    <section aria-label={t(texts.title)} style={{ display: 'grid', gap: 4, padding: '4px 0 12px' }}>
      {further.length > 0 && <h2 style={{ margin: 0, fontSize: 13, fontWeight: 600 }}>{t(texts.title)}</h2>}
      {further.map(({ id, kind, value, verified }) => (
        <div key={id} style={{ display: 'flex', gap: 8, alignItems: 'center', minHeight: 32 }}>
          <span style={{ color: v.secondary, fontSize: 13, flex: '0 0 84px' }}>{t(kindTexts[kind]) || kind}</span>
          <span style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{value}</span>
          {verified && <span style={{ color: v.good, fontSize: 13 }}>{t(texts.verified)}</span>}
          {may && !verified && <IconButton size="small" label={t(texts.verify, { value })} onClick={() => void act(() => api.post('/identities', { body: { contact: record.id, kind, value, verified: true } }))}><BadgeCheck size={15} /></IconButton>}
          {may && <IconButton size="small" label={t(texts.remove, { value })} onClick={() => void act(() => api.delete('/identities/{id}', { path: { id: id! } }))}><X size={15} /></IconButton>}
        </div>
      ))}
      {may && <div><Button size="small" variant="ghost" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t(texts.add)}</Button></div>}
      {adding && <AddDialog contact={record.id} onClose={() => setAdding(false)} onDone={refresh} />}
    </section>
  )
}

const isTaken = (error: unknown) => error instanceof ApiError && error.errors.some(({ code }) => code === 'conflict.unique')

function AddDialog({ contact, onClose, onDone }: { contact: string; onClose: () => void; onDone: () => Promise<void> }) {
  const { t } = useFieldTools()
  const [given, setGiven] = useState<Given>({ kind: 'phone', value: '', verified: false })
  const add = useMutation({
    mutationFn: () => api.post('/identities', { body: { contact, ...given } }),
    onSuccess: async () => {
      onClose()
      await onDone()
    },
  })
  const fault = isTaken(add.error) ? t(texts.taken) : faultOf(add.error, 'value')
  return (
    <Dialog
      open onClose={onClose} title={t(texts.add)} onSubmit={() => add.mutate()}
      actions={<><Button onClick={onClose}>{t(shared.cancel)}</Button><Button type="submit" variant="primary" loading={add.isPending}>{t(shared.save)}</Button></>}
    >
      <FormGrid>
        <Select label={t(texts.kind)} value={given.kind} options={Object.entries(kindTexts).map(([value, text]) => ({ value, label: t(text) }))} onChange={(kind) => setGiven({ ...given, kind })} />
        <TextInput autoFocus required label={t(texts.value)} maxLength={255} value={given.value} onChange={(value) => setGiven({ ...given, value })} error={fault} />
        <Checkbox checked={given.verified} onChange={(verified) => setGiven({ ...given, verified })} label={t(texts.isVerified)} help={t(texts.isVerifiedHelp)} />
        {!fault && <FormError error={add.error} />}
      </FormGrid>
    </Dialog>
  )
}
