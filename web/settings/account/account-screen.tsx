// Settings: the viewer's own name, language, time zone and appearance.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { CalendarSection } from '../../../modules/tasks/web/calendar-section.tsx'
import { api } from '../../api.ts'
import { languages, useRegion, useText, type Language } from '../../i18n.tsx'
import { useChooseLanguage } from '../../layout/user-menu.tsx'
import { keys, useMembers, useSession, type Session } from '../../queries.ts'
import { useScheme } from '../../scheme.ts'
import { languageNames, texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Card, FormGrid, Section } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { Segmented } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { zoneOptions } from '../../zones.ts'
import { AbsenceForm } from '../members/absence-form.tsx'
import { memberTexts as m } from '../members/texts.ts'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { ChangePassword } from './change-password.tsx'
import { accountTexts as a } from './texts.ts'

export default function AccountScreen() {
  const t = useText()
  const session = useSession()
  return (
    <SettingsPage title={t(s.account)} help={t(s.accountHelp)}>
      {session && <Yourself session={session} />}
      <OwnAbsence />
      <Showing />
      <CalendarSection />
      <ChangePassword />
    </SettingsPage>
  )
}

function Yourself({ session }: { session: Session }) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [name, setName] = useState(session.member.name)
  const [zone, setZone] = useState(session.member.timeZone)
  const save = useMutation({
    mutationFn: () => api.patch('/session/member', { body: { name: name.trim(), timeZone: zone } }),
    onSuccess: () => {
      toast({ text: t(texts.saved) })
      return Promise.all([client.invalidateQueries({ queryKey: keys.session }), client.invalidateQueries({ queryKey: keys.members })])
    },
  })
  const unchanged = name.trim() === session.member.name && zone === session.member.timeZone
  const zones = zoneOptions()
  return (
    <Section title={t(a.yourself)}>
      <Card style={{ padding: 20 }}>
        <form onSubmit={(event) => { event.preventDefault(); save.mutate() }} noValidate>
          <FormGrid columns={2}>
            <TextInput label={t(a.name)} value={name} onChange={setName} autoComplete="name" error={faultOf(save.error, 'name')} required />
            <TextInput label={t(a.email)} value={session.user?.email ?? ''} onChange={() => undefined} disabled help={t(a.emailHelp)} />
            <Combobox
              label={t(a.timeZone)} options={zones} placeholder={t(a.asWorkspace, { zone: session.workspace.timeZone })}
              value={zones.find((option) => option.value === zone) ?? null} onChange={(option) => setZone(option?.value ?? null)} error={faultOf(save.error, 'timeZone')}
            />
          </FormGrid>
          <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 16, alignItems: 'center' }}>
            <div style={{ flex: 1 }}><FormError error={save.error} /></div>
            <Button type="submit" variant="primary" loading={save.isPending} disabled={unchanged || !name.trim()}>{t(texts.save)}</Button>
          </div>
        </form>
      </Card>
    </Section>
  )
}

function OwnAbsence() {
  const t = useText()
  const session = useSession()
  const member = useMembers().find((one) => one.id === session?.member.id)
  return member ? <Section title={t(m.absence)} help={t(m.absenceHelp)}><Card style={{ padding: 20 }}><AbsenceForm member={member} titled={false} /></Card></Section> : null
}

function Showing() {
  const t = useText()
  const { language } = useRegion()
  const choose = useChooseLanguage()
  const { mode, setMode } = useScheme()
  return (
    <Section title={t(a.showing)}>
      <Card style={{ padding: 20 }}>
        <FormGrid>
          <Field label={t(texts.language)} help={t(a.languageHelp)}>
            <div><Segmented<Language> label={t(texts.language)} value={language} onChange={choose} options={languages.map((value) => ({ value, label: languageNames[value] }))} /></div>
          </Field>
          <Field label={t(texts.theme)} help={t(a.themeHelp)}>
            <div>
              <Segmented
                label={t(texts.theme)} value={mode} onChange={setMode}
                options={[
                  { value: 'light', label: t(texts.themeLight), icon: <Sun size={15} /> }, { value: 'dark', label: t(texts.themeDark), icon: <Moon size={15} /> },
                  { value: 'system', label: t(texts.themeSystem), icon: <Monitor size={15} /> },
                ]}
              />
            </div>
          </Field>
        </FormGrid>
      </Card>
    </Section>
  )
}
