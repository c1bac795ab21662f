// The workflow room's screens: the step that asks for an approval: who decides, level by level, and what time brings.
import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2, UserRound, Users } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { useMembers, useObject } from '../../../web/queries.ts'
import { rolesQuery, teamsQuery } from '../../../web/settings/members/queries.ts'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Combobox, type ComboOption } from '../../../web/ui/combobox.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Avatar } from '../../../web/ui/label.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { numberOf, type SpokenStep } from '../summary/name-words.ts'
import { approvalTexts as a, stepFormTexts as s } from '../../approvals/web/texts.ts'
import { WhichForm, type FormProps } from './step-form.tsx'
import { TemplateInput } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

type Level = { to: string | string[]; need?: 'any' | 'all' }

/** Members, roles and teams as they are named in a step, and the manager of the record's owner. */
function useNames(): ComboOption[] {
  const t = useText()
  const roles = useQuery(rolesQuery).data ?? []
  const teams = useQuery(teamsQuery).data ?? []
  const people = useMembers().filter((member) => member.kind === 'person' && member.active)
  return [
    { value: 'manager', label: t(a.myManager), icon: <UserRound size={16} /> },
    ...people.map((member) => ({ value: member.id, label: member.name, icon: <Avatar name={member.name} size={18} /> })),
    ...roles.map((role) => ({ value: `role:${role.name}`, label: t(w.roleIs, { name: t(role.label) || role.name }), icon: <Users size={16} /> })),
    ...teams.map((team) => ({ value: `team:${team.name}`, label: t(w.teamIs, { name: t(team.label) || team.name }), icon: <Users size={16} /> })),
  ]
}

function Names({ label, value, onChange, error, required }: { label: string; value: unknown; onChange: (to: string[]) => void; error?: string; required?: boolean }) {
  const options = useNames()
  const given = [value ?? []].flat().map(String)
  return <Combobox multiple required={required} optional={!required} label={label} options={options} error={error} value={given.map((one) => options.find((option) => option.value === one) ?? { value: one, label: one })} onChange={(list) => onChange(list.map((option) => option.value))} />
}

export function ApprovalForm(props: FormProps) {
  const { step, onChange, path, error, draft, earlier, loops } = props
  const t = useText()
  const place = { draft, earlier, loops }
  const levels = (step.approvers ?? []) as Level[]
  const object = useObject(String(step.object ?? draft.object ?? ''))
  const fields = (object?.fields ?? []).filter((field) => !field.readOnly && !field.computed).map((field) => ({ value: field.name, label: t(field.label) }))
  const setLevel = (at: number, next: Partial<Level>) => onChange({ ...step, approvers: levels.map((level, index) => (index === at ? { ...level, ...next } : level)) })
  return (
    <FormGrid>
      <TemplateInput {...place} required label={t(a.what)} value={step.title} onChange={(title) => onChange({ ...step, title })} error={faultOf(error, `${path}.title`)} />
      <TemplateInput {...place} optional multiline label={t(a.details)} value={step.body} onChange={(body) => onChange({ ...step, body: body || undefined })} error={faultOf(error, `${path}.body`)} />
      {draft.object && <WhichForm {...props} />}
      <div style={{ display: 'grid', gap: 10 }} role="group" aria-label={t(s.levels)}>
        <div style={{ fontSize: 13, fontWeight: 500 }}>{t(s.levels)}</div>
        {levels.map((level, at) => (
          <div key={at} style={{ display: 'grid', gap: 10, padding: 12, borderRadius: 8, backgroundColor: v.sunken }}>
            <div style={{ display: 'flex', alignItems: 'center', gap: 8, fontSize: 13, fontWeight: 500 }}>
              <span style={{ flex: 1 }}>{t(a.level, { level: at + 1 })}</span>
              {levels.length > 1 && <IconButton size="small" label={t(s.removeLevel, { level: at + 1 })} onClick={() => onChange({ ...step, approvers: levels.filter((_, index) => index !== at) })}><Trash2 size={15} /></IconButton>}
            </div>
            <FormGrid>
              <Names required label={t(a.approvers)} value={level.to} onChange={(to) => setLevel(at, { to })} error={faultOf(error, `${path}.approvers[${at}].to`, ...[level.to].flat().map((_, index) => `${path}.approvers[${at}].to[${index}]`))} />
              <Select label={t(s.need)} value={level.need ?? 'any'} onChange={(need) => setLevel(at, { need })} options={[{ value: 'any', label: t(s.any) }, { value: 'all', label: t(s.allOf) }]} />
            </FormGrid>
          </div>
        ))}
        {faultOf(error, `${path}.approvers`) && <div role="alert" style={{ color: v.bad, fontSize: 13 }}>{faultOf(error, `${path}.approvers`)}</div>}
        <div><Button size="small" variant="ghost" icon={<Plus size={15} />} onClick={() => onChange({ ...step, approvers: [...levels, { to: [], need: 'any' }] })}>{t(s.addLevel)}</Button></div>
      </div>
      {levels.length > 1 && <Checkbox label={t(s.parallel)} checked={step.parallel === true} onChange={(parallel) => onChange({ ...step, parallel })} />}
      <Checkbox label={t(s.lock)} checked={step.lock !== false} onChange={(lock) => onChange({ ...step, lock })} />
      {step.lock !== false && fields.length > 0 && (
        <Combobox multiple optional label={t(s.except)} options={fields} value={fields.filter((field) => ((step.lockExcept ?? []) as string[]).includes(field.value))} onChange={(list) => onChange({ ...step, lockExcept: list.map((one) => one.value) })} />
      )}
      <Checkbox label={t(s.own)} checked={step.allowOwn === true} onChange={(allowOwn) => onChange({ ...step, allowOwn })} />
      <Times {...props} />
      <div style={{ color: v.secondary, fontSize: 13 }}>{t(s.then, { step: numberOf(draft.steps as SpokenStep[], step.id ?? '') ?? '' })}</div>
    </FormGrid>
  )
}

/** Reminder, escalation and end, in hours; empty is none. */
function Times({ step, onChange, path, error }: FormProps) {
  const t = useText()
  const hoursOf = (name: string) => (step[name] as { hours?: number } | undefined)?.hours
  const input = (name: 'remindAfter' | 'escalateAfter' | 'expireAfter', label: string) => (
    <TextInput
      label={label} help={t(s.never)} inputMode="numeric" value={String(hoursOf(name) ?? '')} end={<span style={{ color: v.muted }}>{t(s.hours)}</span>} error={faultOf(error, `${path}.${name}`, `${path}.${name}.hours`)}
      onChange={(text) => onChange({ ...step, [name]: Number(text.replace(/\D/g, '').slice(0, 4)) ? { ...step[name] as object | undefined, hours: Number(text.replace(/\D/g, '').slice(0, 4)) } : undefined })}
    />
  )
  const expire = step.expireAfter as { outcome?: 'approved' | 'rejected' | 'expired' } | undefined
  const escalate = step.escalateAfter as { to?: unknown } | undefined
  return (
    <>
      <FormGrid columns={2}>{input('remindAfter', t(s.remind))}{input('escalateAfter', t(s.escalate))}</FormGrid>
      {escalate && <Names label={t(a.approvers)} value={escalate.to} onChange={(to) => onChange({ ...step, escalateAfter: { ...escalate, to: to.length ? to : undefined } })} error={faultOf(error, `${path}.escalateAfter.to`)} />}
      <FormGrid columns={2}>
        {input('expireAfter', t(s.expire))}
        {expire && <Select label={t(s.outcome)} value={expire.outcome ?? 'expired'} onChange={(outcome) => onChange({ ...step, expireAfter: { ...expire, outcome } })} options={(['expired', 'rejected', 'approved'] as const).map((value) => ({ value, label: t(a[value]) }))} />}
      </FormGrid>
    </>
  )
}
