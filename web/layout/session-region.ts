// Shell: the viewer's language, time zone and currency follow the session.
import { useEffect } from 'react'
import { api, chooseWorkspace, currentWorkspace, queryClient } from '../api.ts'
import { languages, useRegion, type Language } from '../i18n.tsx'
import { keys, type Session } from '../queries.ts'
import { closeRealtime } from '../realtime.ts'

const asLanguage = (locale: string | null | undefined) => languages.find((language) => locale?.startsWith(language))

/** The member's own choice, else what this device was set to. */
export function useSessionRegion(session: Session | null): void {
  const { setRegion } = useRegion()
  const language = asLanguage(session?.member.locale)
  const timeZone = session ? (session.member.timeZone ?? session.workspace.timeZone) : undefined
  const currency = session?.workspace.currency
  useEffect(() => setRegion({ language, timeZone, currency }), [language, timeZone, currency, setRegion])
  useEffect(() => {
    if (session && currentWorkspace() !== session.workspace.slug) chooseWorkspace(session.workspace.slug)
  }, [session])
}

/** Takes a session that the server just gave (sign-in, set-up, invitation). */
export function enterSession(session: Session): void {
  closeRealtime()
  queryClient.clear()
  chooseWorkspace(session.workspace.slug)
  queryClient.setQueryData(keys.session, session)
}

export async function signOut(): Promise<void> {
  await api.delete('/session').catch(() => undefined)
  closeRealtime()
  chooseWorkspace(null)
  queryClient.clear()
  location.assign('/sign-in')
}

export async function keepLanguage(language: Language): Promise<void> {
  await api.patch('/session/member', { body: { locale: language } })
  queryClient.setQueryData<Session | null>(keys.session, (now) => now && { ...now, member: { ...now.member, locale: language } })
  await queryClient.invalidateQueries({ queryKey: keys.objects })
}

export function switchWorkspace(slug: string): void {
  chooseWorkspace(slug)
  location.assign('/')
}
