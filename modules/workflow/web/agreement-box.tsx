// The workflow room's screens: who has to sign a workflow before it is switched on, and what she said.
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useMembers } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { useFormat } from '../../../web/use-format.ts'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Avatar, Label } from '../../../web/ui/label.tsx'
import { FormError } from '../../../web/ui/states.tsx'
import { editorTexts as e } from './editor-texts.ts'
import { agreementQuery, workflowKeys, type Agreement } from './queries.ts'

export function AgreementBox({ workflow }: { workflow: string }) {
  const t = useText()
  const query = useQuery(agreementQuery(workflow))
  const people = useMembers().filter((member) => member.kind === 'person' && member.active)
  const options = people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={18} /> }))
  const ask = useMutation({
    mutationFn: (requester: string | null) => api.put('/workflows/{id}/agreement', { path: { id: workflow }, body: { requester } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: workflowKeys.agreement(workflow) }),
  })
  const agreement = query.data
  return (
    <div style={{ display: 'grid', gap: 10 }}>
      <Combobox
        label={t(e.requester)} help={t(e.requesterHelp)} placeholder={t(e.nobody)} options={options} value={options.find(({ value }) => value === agreement?.requester) ?? null}
        onChange={(option) => ask.mutate(option?.value ?? null)}
      />
      <FormError error={ask.error} />
      {agreement && agreement.state !== 'none' && <><div><StateLabel state={agreement.state} /></div><Signatures agreement={agreement} /></>}
    </div>
  )
}

export function StateLabel({ state }: { state: Agreement['state'] }) {
  const t = useText()
  if (state === 'signed') return <Label colour="green">{t(e.signedState)}</Label>
  return <Label colour={state === 'change' ? 'red' : 'amber'}>{t(state === 'change' ? e.changeState : e.waitingState)}</Label>
}

/** What was said to each version, the newest first. */
export function Signatures({ agreement }: { agreement: Agreement }) {
  const t = useText()
  const format = useFormat()
  const members = useMembers()
  const name = (id: string) => members.find((member) => member.id === id)?.name ?? '–'
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8, fontSize: 13, lineHeight: '19px' }}>
      {agreement.signatures.map((each) => (
        <li key={each.id}>
          {t(each.decision === 'signed' ? e.signedBy : e.changeBy, { name: name(each.member), count: each.version })}
          <span style={{ color: v.secondary }}> · {format.dateTime(each.createdAt)}</span>
          {each.comment && <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>“{each.comment}”</div>}
        </li>
      ))}
    </ul>
  )
}
