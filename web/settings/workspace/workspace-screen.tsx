// Settings: the workspace itself: name, language, currency, time zone, phone country, and how mail leaves.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, queryClient, type Answer } from '../../api.ts'
import { languages, useRegion, useText } from '../../i18n.tsx'
import { keys } from '../../queries.ts'
import { languageNames, texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Card, FormGrid, Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { ErrorState, faultOf, SkeletonRows } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { countryOptions, currencyOptions, zoneOptions } from '../../zones.ts'
import { SaveBar } from '../save-bar.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { workspaceTexts as w } from './texts.ts'

type Settings = Answer<'GET /settings'>
const key = ['settings']

export default function WorkspaceScreen() {
  const t = useText()
  const query = useQuery({ queryKey: key, queryFn: () => api.get('/settings') })
  return (
    <SettingsPage title={t(s.workspace)} help={t(s.workspaceHelp)}>
      {query.isPending && <SkeletonRows rows={4} columns={2} height={54} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <WorkspaceForm settings={query.data} />}
      {query.data && <Mail mode={query.data.mail} />}
    </SettingsPage>
  )
}

function WorkspaceForm({ settings }: { settings: Settings }) {
  const t = useText()
  const toast = useToast()
  const { language } = useRegion()
  const [change, setChange] = useState<Partial<Settings>>({})
  const draft = { ...settings, ...change }
  const set = (next: Partial<Settings>) => setChange((now) => ({ ...now, ...next }))
  const save = useMutation({
    mutationFn: () => api.patch('/settings', { body: change }),
    onSuccess: async (answer) => {
      queryClient.setQueryData(key, answer)
      setChange({})
      toast({ text: t(texts.saved) })
      await queryClient.invalidateQueries({ queryKey: keys.session })
    },
  })
  const changed = Object.entries(change).some(([name, value]) => settings[name as keyof Settings] !== value)
  const currencies = currencyOptions(language)
  const zones = zoneOptions()
  const countries = countryOptions(language)
  return (
    <>
      <Card style={{ padding: 20, marginBottom: 28 }}>
        <FormGrid columns={2}>
          <TextInput label={t(w.name)} value={draft.name} onChange={(name) => set({ name })} error={faultOf(save.error, 'name')} />
          <Select
            label={t(w.language)} help={t(w.languageHelp)} value={draft.locale} onChange={(locale) => set({ locale })}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
          <Combobox
            required label={t(w.currency)} help={t(w.currencyHelp)} options={currencies} error={faultOf(save.error, 'currency')}
            value={currencies.find((one) => one.value === draft.currency) ?? null} onChange={(one) => one && set({ currency: one.value })}
          />
          <Combobox
            required label={t(w.timeZone)} options={zones} value={zones.find((one) => one.value === draft.timeZone) ?? null} error={faultOf(save.error, 'timeZone')}
            onChange={(one) => one && set({ timeZone: one.value })}
          />
          <Combobox
            required label={t(w.phoneCountry)} help={t(w.phoneCountryHelp)} options={countries} error={faultOf(save.error, 'phoneCountry')}
            value={countries.find((one) => one.value === draft.phoneCountry) ?? null} onChange={(one) => one && set({ phoneCountry: one.value })}
          />
        </FormGrid>
      </Card>
      <SaveBar changed={changed} busy={save.isPending} error={save.error} onSave={() => save.mutate()} onDiscard={() => setChange({})} />
    </>
  )
}

function Mail({ mode }: { mode: Settings['mail'] }) {
  const t = useText()
  return (
    <Section title={t(w.mail)}>
      <Card style={{ padding: '14px 16px', display: 'flex', gap: 14, alignItems: 'center', flexWrap: 'wrap' }}>
        <span style={{ flex: '1 1 260px', color: v.secondary, lineHeight: '20px' }}>{t(mode === 'smtp' ? w.mailSmtp : w.mailMailbox)}</span>
        {mode === 'mailbox' && <Button component={Link} to="/dev/mailbox">{t(w.openMailbox)}</Button>}
      </Card>
    </Section>
  )
}
