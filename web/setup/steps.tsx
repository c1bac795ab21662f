// Set-up: the four forms of the wizard: company, money and time, administrator, template.
import { useState } from 'react'
import { languages, useText, type Language } from '../i18n.tsx'
import { formatDateTime, formatMoney } from '../format.ts'
import { languageNames } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { RadioCards, Segmented } from '../ui/toggle.tsx'
import { currencyOptions, zoneOptions } from '../zones.ts'
import { doorTexts as d, passwordLength } from '../door/texts.ts'
import type { Draft, Faults, Template } from './draft.ts'
import { setupTexts as s } from './texts.ts'
import styled from '@emotion/styled'

export type StepProps = { draft: Draft; change: (change: Partial<Draft>) => void; faults: Faults; templates: Template[] }

export function CompanyStep({ draft, change, faults }: StepProps) {
  const t = useText()
  const [shown, setShown] = useState(false)
  return (
    <>
      <TextInput
        large autoFocus label={t(s.companyName)} placeholder={t(s.companyPlaceholder)} autoComplete="organization" value={draft.name} error={faults.name}
        onChange={(name) => change({ name })}
      />
      {shown || faults.slug
        ? <TextInput large label={t(s.slug)} value={draft.slug} onChange={(slug) => change({ slug, slugChosen: true })} help={t(s.slugHelp)} error={faults.slug} spellCheck={false} autoCapitalize="none" />
        : draft.slug && (
          <div style={{ display: 'flex', alignItems: 'center', gap: 6, color: v.secondary, fontSize: 13.5, marginTop: -8 }}>
            <span>{t(s.slug)}: <strong style={{ fontWeight: 500, color: v.text }}>{draft.slug}</strong></span>
            <Button size="small" variant="ghost" onClick={() => setShown(true)}>{t(s.changeSlug)}</Button>
          </div>
        )}
      <Field label={t(s.language)} help={t(s.languageHelp)}>
        <div>
          <Segmented<Language> label={t(s.language)} value={draft.locale} onChange={(locale) => change({ locale })} options={languages.map((value) => ({ value, label: languageNames[value] }))} />
        </div>
      </Field>
    </>
  )
}

const Example = styled('dl')({
  display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 16, margin: 0, padding: '14px 16px', borderRadius: 8, backgroundColor: v.sunken,
  '& dt': { color: v.secondary, fontSize: 13 }, '& dd': { margin: '2px 0 0', fontSize: 16, fontWeight: 500, fontVariantNumeric: 'tabular-nums' },
  [phone]: { gridTemplateColumns: '1fr' },
})

export function RegionStep({ draft, change, faults }: StepProps) {
  const t = useText()
  const currencies = currencyOptions(draft.locale)
  const zones = zoneOptions()
  const region = { language: draft.locale, timeZone: draft.timeZone, currency: draft.currency }
  return (
    <>
      <Combobox
        large required label={t(s.currency)} options={currencies} value={currencies.find((one) => one.value === draft.currency) ?? null} error={faults.currency}
        onChange={(one) => one && change({ currency: one.value })}
      />
      <Combobox
        large required label={t(s.timeZone)} options={zones} value={zones.find((one) => one.value === draft.timeZone) ?? null} error={faults.timeZone}
        onChange={(one) => one && change({ timeZone: one.value })}
      />
      <div>
        <div style={{ fontSize: 13, fontWeight: 500, marginBottom: 6 }}>{t(s.example)}</div>
        <Example>
          <div><dt>{t(s.exampleDeal)}</dt><dd>{formatMoney(region, draft.currency === 'IDR' ? 3_500_000 : 3_500)}</dd></div>
          <div><dt>{t(s.exampleNow)}</dt><dd>{formatDateTime(region, new Date())}</dd></div>
        </Example>
      </div>
    </>
  )
}

export function AdministratorStep({ draft, change, faults }: StepProps) {
  const t = useText()
  return (
    <>
      <TextInput large autoFocus label={t(d.yourName)} autoComplete="name" value={draft.adminName} onChange={(adminName) => change({ adminName })} error={faults.adminName} />
      <TextInput
        large label={t(d.email)} type="email" inputMode="email" autoComplete="username" value={draft.email} onChange={(email) => change({ email })} error={faults.email}
      />
      <TextInput
        large label={t(d.password)} type="password" autoComplete="new-password" value={draft.password} onChange={(password) => change({ password })}
        help={t(d.passwordHelp, { count: passwordLength })} error={faults.password}
      />
    </>
  )
}

export function TemplateStep({ draft, change, faults, templates }: StepProps) {
  const t = useText()
  const options = templates.map((template) => ({
    value: template.name, label: t(template.label), help: t(template.description) || (template.name === 'blank' ? t(s.blankContents) : undefined),
  }))
  return (
    <>
      <RadioCards label={t(s.templateTitle)} value={draft.template} onChange={(template) => change({ template })} options={options} />
      {(draft.tokenNeeded || faults.token) && (
        <TextInput large label={t(s.token)} value={draft.token} onChange={(token) => change({ token })} help={t(s.tokenHelp)} error={faults.token} autoComplete="off" spellCheck={false} />
      )}
    </>
  )
}
