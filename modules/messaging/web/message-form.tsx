// Messages' part in the editor of workflows: to whom, by which channel, and what it says in which language.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import type { FormProps } from '../../workflow/web/step-form.tsx'
import { TemplateInput } from '../../workflow/web/template-input.tsx'
import { messagingTexts as m } from './texts.ts'

export const channelsQuery = queryOptions({ queryKey: ['messageChannels'], queryFn: async ({ signal }) => (await api.get('/messages/channels', { signal })).data })

type Texts = Partial<Record<'id' | 'en', string>>

export function MessageForm({ step, onChange, path, error, ...place }: FormProps) {
  const t = useText()
  const channels = useQuery(channelsQuery).data ?? []
  const { to, ...rest } = step
  const own = place.draft.object === 'contact' ? m.itself : m.recordContact
  return (
    <FormGrid>
      <FormGrid columns={2}>
        <Select
          label={t(m.to)} value={to === undefined ? 'own' : 'other'} onChange={(next) => onChange(next === 'own' ? rest : { ...rest, to: '' })} error={to === undefined ? faultOf(error, `${path}.to`) : undefined}
          options={[{ value: 'own', label: t(own) }, { value: 'other', label: t(m.otherContact) }]}
        />
        <Select
          label={t(m.channel)} value={String(step.channel ?? 'preferred')} onChange={(channel) => onChange({ ...step, channel })} error={faultOf(error, `${path}.channel`)}
          options={[{ value: 'preferred', label: t(m.preferred), hint: t(m.preferredHelp) }, ...channels.map(({ channel, label }) => ({ value: channel, label: t(label) }))]}
        />
      </FormGrid>
      {to !== undefined && <TemplateInput {...place} required label={t(m.contactId)} placeholder="{{ record.contact.id }}" value={to} onChange={(next) => onChange({ ...step, to: next })} error={faultOf(error, `${path}.to`)} />}
      <TextsInput {...{ step, onChange, path, error, ...place }} />
      <FormGrid>
        <Select
          label={t(m.noConsent)} value={step.ifNoConsent === 'fail' ? 'fail' : 'skip'} onChange={(ifNoConsent) => onChange({ ...step, ifNoConsent })}
          options={[{ value: 'skip', label: t(m.skip), hint: t(m.skipHelp) }, { value: 'fail', label: t(m.fail), hint: t(m.failHelp) }]}
        />
        <TextInput optional label={t(m.template)} help={t(m.templateHelp)} value={String(step.template ?? '')} onChange={(template) => onChange({ ...step, template: template || undefined })} error={faultOf(error, `${path}.template`)} />
      </FormGrid>
    </FormGrid>
  )
}

function TextsInput({ step, onChange, path, error, ...place }: FormProps) {
  const t = useText()
  const several = typeof step.text === 'object' && step.text !== null
  const texts: Texts = several ? (step.text as Texts) : {}
  const choose = (how: 'one' | 'both') => onChange({ ...step, text: how === 'one' ? texts.id ?? texts.en ?? '' : { id: typeof step.text === 'string' ? step.text : '', en: '' } })
  const set = (language: 'id' | 'en', text: string) => onChange({ ...step, text: { ...texts, [language]: text } })
  return (
    <>
      <Select
        label={t(m.languages)} value={several ? 'both' : 'one'} onChange={choose} style={{ maxWidth: 420 }}
        options={[{ value: 'one', label: t(m.one) }, { value: 'both', label: t(m.both), hint: t(m.bothHelp) }]}
      />
      {!several && <TemplateInput {...place} required multiline label={t(m.text)} help={t(m.textHelp)} value={step.text} onChange={(text) => onChange({ ...step, text })} error={faultOf(error, `${path}.text`)} />}
      {several && (['id', 'en'] as const).map((language) => (
        <TemplateInput
          key={language} {...place} required multiline label={t(language === 'id' ? m.textId : m.textEn)} help={language === 'en' ? t(m.textHelp) : undefined} value={texts[language]} onChange={(text) => set(language, text)}
          error={faultOf(error, `${path}.text.${language}`, ...(language === 'id' ? [`${path}.text`] : []))}
        />
      ))}
    </>
  )
}
