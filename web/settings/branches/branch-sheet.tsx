// Settings: one branch: its name, its address and its time zone.
import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { api, queryClient } from '../../api.ts'
import { branchesQuery, keys, type Branch, type FieldInfo } from '../../queries.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { zoneOptions } from '../../zones.ts'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, freeName, type Labels } from '../labels.ts'
import { teamsQuery } from '../members/queries.ts'
import { branchTexts as b } from './texts.ts'

type Props = { branch: Branch | null; branches: Branch[]; onClose: () => void }

const refresh = () => Promise.all([branchesQuery, teamsQuery, { queryKey: keys.members }].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })))
const addressField = { name: 'address', type: 'address', label: b.address, access: 'write' } as FieldInfo
const AddressInput = fieldWebOf('address').Input

export function BranchSheet({ branch, branches, onClose }: Props) {
  const { t } = useFieldTools()
  const toast = useToast()
  const [draft, setDraft] = useState({ label: (branch?.label ?? {}) as Labels, timeZone: branch?.timeZone ?? null, address: branch?.address ?? null as unknown, code: branch?.code ?? '' })
  const [tried, setTried] = useState(false)
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const label = cleanLabels(draft.label)
  const body = { ...draft, label, code: draft.code.trim() || null }
  const save = useMutation({
    mutationFn: () => branch
      ? api.patch('/branches/{branch}', { path: { branch: branch.id }, body })
      : api.post('/branches', { body: { ...body, name: freeName(Object.values(label)[0]!, 'branch', branches) } }),
    onSuccess: async () => {
      onClose()
      toast({ text: t(texts.saved) })
      await refresh()
    },
  })
  const submit = () => {
    setTried(true)
    if (Object.keys(label).length) save.mutate()
  }
  const zones = zoneOptions()
  return (
    <Sheet
      open onClose={onClose} title={t(branch ? b.editBranch : b.newBranch)} subtitle={t(b.putThere)} width={520} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(branch ? texts.save : texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput label={t(b.branchName)} value={draft.label} onChange={(next) => set({ label: next })} error={tried && !Object.keys(label).length ? t(c.needed) : faultOf(save.error, 'label', 'name')} autoFocus={!branch} />
        <Combobox
          label={t(b.timeZone)} placeholder={t(b.companyZone)} options={zones} value={zones.find((one) => one.value === draft.timeZone) ?? null}
          onChange={(one) => set({ timeZone: one?.value ?? null })} error={faultOf(save.error, 'timeZone')}
        />
        <TextInput label={t(b.code)} help={t(b.codeHelp)} placeholder="JKT" maxLength={12} spellCheck={false} value={draft.code} onChange={(code) => set({ code: code.toUpperCase() })} error={faultOf(save.error, 'code')} />
        <AddressInput label={t(b.address)} field={addressField} value={draft.address} onChange={(address) => set({ address })} error={faultOf(save.error, 'address')} />
        {save.error && !faultOf(save.error, 'label', 'name', 'timeZone', 'address', 'code') && <FormError error={save.error} />}
        {branch && <RemoveBranch branch={branch} onGone={onClose} />}
      </FormGrid>
    </Sheet>
  )
}

function RemoveBranch({ branch, onGone }: { branch: Branch; onGone: () => void }) {
  const { t } = useFieldTools()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const name = t(branch.label) || branch.name
  const remove = useMutation({
    mutationFn: () => api.delete('/branches/{branch}', { path: { branch: branch.id } }),
    onSuccess: async () => {
      onGone()
      toast({ text: t(b.removed, { name }) })
      await refresh()
    },
  })
  return (
    <div style={{ marginTop: 8 }}>
      <Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => setAsking(true)}>{t(b.remove)}</Button>
      <Confirm
        open={asking} title={t(b.removeTitle, { name })} body={t(b.removeBody)} action={t(b.remove)} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
      />
    </div>
  )
}
