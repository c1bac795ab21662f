// The approvals' screens: the buttons of a request, and the question that each asks first: a comment, or who decides instead.
import { Check, Undo2, UserRoundPlus, X } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useSession } from '../../../web/queries.ts'
import { texts as kit } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { useAct, type Approval } from './queries.ts'
import { approvalTexts as a } from './texts.ts'

type Verb = 'approve' | 'reject' | 'delegate' | 'withdraw'

/** `brief`: only deciding, where there is little room. */
export function ActButtons({ approval, brief }: { approval: Approval; brief?: boolean }) {
  const t = useText()
  const [asking, setAsking] = useState<Verb | null>(null)
  const { mine, withdrawable } = approval
  if (!mine && (!withdrawable || brief)) return null
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
      {mine && <Button size="small" variant="primary" icon={<Check size={16} />} onClick={() => setAsking('approve')}>{t(a.approve)}</Button>}
      {mine && <Button size="small" icon={<X size={16} />} onClick={() => setAsking('reject')}>{t(a.reject)}</Button>}
      {mine && !brief && <Button size="small" variant="ghost" icon={<UserRoundPlus size={16} />} onClick={() => setAsking('delegate')}>{t(a.delegate)}</Button>}
      {withdrawable && !brief && <Button size="small" variant="ghost" icon={<Undo2 size={16} />} onClick={() => setAsking('withdraw')}>{t(a.withdraw)}</Button>}
      {asking && <ActDialog approval={approval} verb={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

function ActDialog({ approval, verb, onClose }: { approval: Approval; verb: Verb; onClose: () => void }) {
  const t = useText()
  const [comment, setComment] = useState('')
  const [to, setTo] = useState('')
  const act = useAct(approval, onClose)
  const titles = { approve: a.approveTitle, reject: a.rejectTitle, withdraw: a.withdrawTitle, delegate: a.delegateTitle }
  const helps = { approve: undefined, reject: a.rejectHelp, withdraw: a.withdrawHelp, delegate: undefined }
  const submit = () => {
    if (verb !== 'delegate') act.mutate({ verb, comment: comment.trim() })
    else if (to) act.mutate({ verb, to, comment: comment.trim() })
  }
  return (
    <Dialog
      open onClose={onClose} onSubmit={submit} width={440} title={t(titles[verb], { title: approval.title })} subtitle={helps[verb] && t(helps[verb])}
      actions={<><Button onClick={onClose}>{t(kit.cancel)}</Button><Button type="submit" variant="primary" disabled={verb === 'delegate' && !to} loading={act.isPending}>{t(a[verb])}</Button></>}
    >
      <FormGrid>
        {verb === 'delegate' && <Colleague value={to} onChange={setTo} error={faultOf(act.error, 'to')} without={[approval.requester?.id, ...approval.seats.map((seat) => seat.member?.id)]} />}
        <TextInput label={t(a.comment)} optional multiline maxLength={2000} value={comment} onChange={setComment} />
        {!faultOf(act.error, 'to') && <FormError error={act.error} />}
      </FormGrid>
    </Dialog>
  )
}

/** One of the people here, but herself and `without`. */
export function Colleague({ value, onChange, error, without = [], label, placeholder }: { value: string; onChange: (id: string) => void; error?: string; without?: (string | undefined)[]; label?: string; placeholder?: string }) {
  const t = useText()
  const me = useSession()?.member.id
  const people = useMembers().filter((member) => member.kind === 'person' && member.active && member.id !== me && !without.includes(member.id))
  const options = people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={18} /> }))
  return <Combobox label={label ?? t(a.colleague)} placeholder={placeholder} options={options} value={options.find((option) => option.value === value) ?? null} onChange={(option) => onChange(option?.value ?? '')} error={error} />
}
