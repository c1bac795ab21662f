// The workflow room's screens: steps to the outside: a mail, a call of another program, a function.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Field, TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import type { FormProps } from './step-form.tsx'
import { TemplateInput, type Place } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

const methods = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const
const shown = (value: unknown) => [value ?? ''].flat().join(', ')

export function EmailForm({ step, onChange, path, error, ...place }: FormProps) {
  const t = useText()
  const text = (name: string, label: keyof typeof w, more: object = {}) => (
    <TemplateInput
      {...place} label={t(w[label])} value={shown(step[name])} onChange={(given) => onChange({ ...step, [name]: given || undefined })} error={faultOf(error, `${path}.${name}`)} {...more}
    />
  )
  return (
    <FormGrid>
      {text('to', 'mailTo', { required: true, placeholder: place.draft.object === 'contact' ? '{{ record.email }}' : '{{ record.contact.email }}' })}
      {text('subject', 'subject', { required: true })}
      {text('body', 'body', { required: true, multiline: true })}
      <FormGrid columns={2}>
        {text('cc', 'copyTo', { optional: true })}
        {text('replyTo', 'replyTo', { optional: true })}
      </FormGrid>
    </FormGrid>
  )
}

export function HttpForm({ step, onChange, path, error, ...place }: FormProps) {
  const t = useText()
  const body = typeof step.body === 'object' && step.body !== null ? JSON.stringify(step.body, null, 2) : shown(step.body)
  const method = String(step.method ?? 'POST')
  return (
    <FormGrid>
      <div style={{ display: 'grid', gridTemplateColumns: '130px minmax(0, 1fr)', gap: 12 }}>
        <Select label={t(w.method)} value={method} options={methods.map((value) => ({ value, label: value }))} onChange={(next) => onChange({ ...step, method: next })} error={faultOf(error, `${path}.method`)} />
        <TemplateInput {...place} required label={t(w.callAddress)} placeholder="https://api.example.com/orders" value={step.url} onChange={(url) => onChange({ ...step, url })} error={faultOf(error, `${path}.url`)} />
      </div>
      <PairsInput {...place} label={t(w.headers)} help={t(w.headersHelp)} addLabel={t(w.addHeader)} pairs={(step.headers ?? {}) as Record<string, unknown>} onChange={(headers) => onChange({ ...step, headers })} error={faultOf(error, `${path}.headers`)} />
      {method !== 'GET' && method !== 'HEAD' && (
        <TemplateInput {...place} optional multiline label={t(w.sentBody)} help={t(w.sentBodyHelp)} placeholder={'{ "name": "{{ record.name }}" }'} value={body} onChange={(text) => onChange({ ...step, body: readBody(text) })} error={faultOf(error, `${path}.body`)} />
      )}
      <TextInput
        label={t(w.patience)} help={t(w.patienceHelp)} inputMode="numeric" style={{ maxWidth: 220 }} value={String(step.timeout ?? 10)} onChange={(text) => onChange({ ...step, timeout: Number(text.replace(/\D/g, '')) || undefined })}
        error={faultOf(error, `${path}.timeout`)}
      />
    </FormGrid>
  )
}

/** JSON once it is whole; until then, and otherwise, a text that is sent as it is. */
function readBody(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text || undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

type PairsProps = Place & { label: string; help?: string; addLabel: string; pairs: Record<string, unknown>; onChange: (pairs: Record<string, unknown>) => void; error?: string }

/** Names and values, row by row. */
function PairsInput({ label, help, addLabel, pairs, onChange, error, ...place }: PairsProps) {
  const t = useText()
  const rows = Object.entries(pairs)
  const set = (next: [string, unknown][]) => onChange(Object.fromEntries(next))
  const free = () => {
    let name = 'name'
    for (let count = 2; name in pairs; count += 1) name = `name${count}`
    return name
  }
  return (
    <Field label={label} help={help} error={error}>
      <div style={{ display: 'grid', gap: 8 }}>
        {rows.map(([name, value], at) => (
          <div key={at} style={{ display: 'grid', gridTemplateColumns: 'minmax(90px, 1fr) minmax(0, 2fr) auto', gap: 8, alignItems: 'start' }}>
            <TextInput aria-label={`${label} ${at + 1}`} value={name} onChange={(next) => (next === name || next in pairs ? undefined : set(rows.map((row, place) => (place === at ? [next, value] : row))))} />
            <TemplateInput {...place} name={name} value={value} onChange={(next) => set(rows.map((row, place) => (place === at ? [name, next] : row)))} />
            <IconButton size="small" label={t(w.removeField, { field: name })} onClick={() => set(rows.filter((_, place) => place !== at))}><X size={16} /></IconButton>
          </div>
        ))}
        <div><Button size="small" icon={<Plus size={15} />} onClick={() => set([...rows, [free(), '']])}>{addLabel}</Button></div>
      </div>
    </Field>
  )
}

/** A function of the workspace, or code that stands here. */
export function FunctionForm({ step, onChange, path, error, ...place }: FormProps) {
  const t = useText()
  const query = useQuery({ queryKey: ['functions', 'names'], queryFn: async ({ signal }) => (await api.get('/functions', { query: { limit: 200 }, signal })).data })
  const inline = step.code !== undefined
  const named = String(step.function ?? '')
  const known = (query.data ?? []).map(({ name, label }) => ({ value: name, label }))
  const choose = (value: string) => {
    const { code: _code, function: _function, ...rest } = step
    onChange(value === '' ? { ...rest, code: String(step.code ?? 'log(record.name)\nreturn null') } : { ...rest, function: value })
  }
  return (
    <FormGrid>
      <Select
        label={t(w.function)} value={inline ? '' : named} onChange={choose} error={faultOf(error, `${path}.function`)}
        options={[...known, ...(named && !known.some(({ value }) => value === named) ? [{ value: named, label: named }] : []), { value: '', label: t(w.codeHere) }]}
      />
      {!inline && <div><Button size="small" variant="ghost" component={Link} to="/settings/functions">{t(w.manageFunctions)}</Button></div>}
      {inline && (
        <TextInput multiline rows={8} required label={t(w.code)} help={t(w.codeHelp)} value={String(step.code)} onChange={(code) => onChange({ ...step, code })} spellCheck={false} style={{ fontFamily: 'monospace' }} error={faultOf(error, `${path}.code`)} />
      )}
      <PairsInput {...place} label={t(w.functionInput)} help={t(w.functionInputHelp)} addLabel={t(w.addInput)} pairs={(step.input ?? {}) as Record<string, unknown>} onChange={(input) => onChange({ ...step, input })} error={faultOf(error, `${path}.input`)} />
    </FormGrid>
  )
}
