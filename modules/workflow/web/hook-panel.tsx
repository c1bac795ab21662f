// The workflow room's screens: the address that other programs call, with the secret that they sign with.
import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { CopyBox } from '../../../web/ui/copy-box.tsx'
import { Field } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../../web/ui/states.tsx'
import { workflowTexts as w } from './texts.ts'

const keyOf = (workflow: string) => ['workflows', 'hook', workflow]

export function HookPanel({ workflow, unsigned }: { workflow: string; unsigned: boolean }) {
  const t = useText()
  const format = useFormat()
  const [asking, setAsking] = useState<'address' | 'secret' | null>(null)
  const query = useQuery({ queryKey: keyOf(workflow), queryFn: ({ signal }) => api.get('/workflows/{id}/hook', { path: { id: workflow }, signal }) })
  const renew = useMutation({
    mutationFn: (what: 'address' | 'secret') => api.post('/workflows/{id}/hook', { path: { id: workflow }, body: { [what]: true } }),
    onSuccess: () => {
      setAsking(null)
      return queryClient.invalidateQueries({ queryKey: keyOf(workflow) })
    },
  })
  if (query.isPending) return <SkeletonRows rows={2} height={40} columns={1} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const { path, secretAt } = query.data
  const secret = renew.data?.secret
  return (
    <FormGrid>
      <Field label={t(w.address)} help={t(w.addressHelp)}>
        <CopyBox value={`${window.location.origin}${path}`} label={t(w.address)} />
      </Field>
      {secret && <Field label={t(w.secret)} help={t(w.secretOnce)}><CopyBox value={secret} label={t(w.secret)} /></Field>}
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
        {!unsigned && <Button size="small" icon={<RefreshCw size={15} />} onClick={() => setAsking('secret')}>{t(w.newSecret)}</Button>}
        <Button size="small" variant="ghost" icon={<RefreshCw size={15} />} onClick={() => setAsking('address')}>{t(w.newAddress)}</Button>
        {!unsigned && <span style={{ color: v.secondary, fontSize: 13 }}>{t(w.secretSince, { time: format.dateTime(secretAt) })}</span>}
      </div>
      {asking && (
        <Confirm
          open title={t(asking === 'address' ? w.newAddress : w.newSecret)} body={t(asking === 'address' ? w.addressEnds : w.secretEnds)} action={t(asking === 'address' ? w.newAddress : w.newSecret)}
          busy={renew.isPending} error={renew.error} onConfirm={() => renew.mutate(asking)} onClose={() => setAsking(null)}
        />
      )}
    </FormGrid>
  )
}
