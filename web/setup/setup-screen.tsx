// Set-up: the wizard that makes the first workspace (API.md §3). One step at a time; nothing is sent before the last.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { api, ApiError, newKey, type Answer } from '../api.ts'
import { guessLanguage, useRegion, useText } from '../i18n.tsx'
import { enterSession } from '../layout/session-region.ts'
import { texts } from '../texts.ts'
import { Button } from '../ui/button.tsx'
import { useTitle } from '../ui/page.tsx'
import { ErrorState, FormError, Skeleton } from '../ui/states.tsx'
import { bodyOf, checkStep, placeRefusal, slugOf, type Draft, type Faults, type Setup } from './draft.ts'
import { Ready } from './ready.tsx'
import { SetupFrame, StepHead } from './setup-frame.tsx'
import { AdministratorStep, CompanyStep, RegionStep, TemplateStep } from './steps.tsx'
import { setupTexts as s } from './texts.ts'

const steps = [
  { name: s.company, title: s.companyTitle, help: s.companyHelp, Form: CompanyStep },
  { name: s.region, title: s.regionTitle, help: s.regionHelp, Form: RegionStep },
  { name: s.administrator, title: s.administratorTitle, help: s.administratorHelp, Form: AdministratorStep },
  { name: s.template, title: s.templateTitle, help: s.templateHelp, Form: TemplateStep },
] as const

const zoneHere = () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return !zone || zone === 'UTC' || zone.startsWith('Etc/') ? 'Asia/Jakarta' : zone
}
const emptyDraft = (token: string): Draft => ({
  name: '', slug: '', slugChosen: false, locale: guessLanguage(), currency: 'IDR', timeZone: zoneHere(), adminName: '', email: '', password: '', template: 'blank',
  token, tokenNeeded: false,
})
type Made = Answer<'POST /setup'>

export function SetupScreen() {
  const t = useText()
  useTitle(t(s.title))
  const [made, setMade] = useState<Made | null>(null)
  const query = useQuery({ queryKey: ['setup'], queryFn: () => api.get('/setup'), staleTime: Infinity })
  const names = steps.map((step) => step.name)
  if (made) return <SetupFrame steps={names} step={steps.length}><Ready name={made.workspace.name} apiKey={made.apiKey} /></SetupFrame>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <SetupFrame steps={names} step={0}><div style={{ display: 'grid', gap: 18 }}><Skeleton height={34} width="80%" /><Skeleton height={20} /><Skeleton height={44} /></div></SetupFrame>
  if (!query.data.needed) return <Navigate to="/sign-in" replace />
  return <Wizard setup={query.data} onMade={setMade} />
}

function Wizard({ setup, onMade }: { setup: Setup; onMade: (made: Made) => void }) {
  const t = useText()
  const search = useSearch({ from: '/setup' }) as { token?: unknown }
  const { setLanguage } = useRegion()
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft(search.token ? String(search.token) : ''), tokenNeeded: Boolean(setup.tokenNeeded) }))
  const [step, setStep] = useState(0)
  const [faults, setFaults] = useState<Faults>({})
  const key = useRef(newKey())
  const head = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (step && !head.current?.parentElement?.querySelector('input:focus')) head.current?.querySelector<HTMLElement>('h1')?.focus()
  }, [step])
  const change = (next: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...next, ...(next.name !== undefined && !now.slugChosen && { slug: slugOf(next.name) }) }))
    setFaults((now) => Object.fromEntries(Object.entries(now).filter(([name]) => !(name in next))))
    if (next.locale) setLanguage(next.locale)
  }
  const make = useMake(draft, key, onMade, (error) => {
    const placed = placeRefusal(error)
    const barred = error instanceof ApiError && (error.status === 401 || error.status === 403)
    if (barred) setDraft((now) => ({ ...now, tokenNeeded: true }))
    setFaults(barred && !placed.faults.token ? { ...placed.faults, token: error.detail } : placed.faults)
    if (placed.step !== null) setStep(placed.step)
    key.current = newKey()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = checkStep(draft, step, t)
    setFaults(found)
    if (Object.keys(found).length) return
    if (step < steps.length - 1) setStep(step + 1)
    else make.mutate()
  }
  const { title, help, Form } = steps[step]
  const last = step === steps.length - 1
  const placed = make.error ? Object.keys(faults).length > 0 : false
  return (
    <SetupFrame steps={steps.map((one) => one.name)} step={step}>
      <form noValidate onSubmit={submit}>
        <div ref={head}><StepHead note={t(s.step, { step: step + 1, of: steps.length })} title={t(title)} help={t(help)} /></div>
        <div style={{ display: 'grid', gap: 20 }}>
          <Form draft={draft} change={change} faults={faults} templates={setup.templates ?? []} />
          {make.error && !placed && <FormError error={make.error} />}
        </div>
        <div style={{ display: 'flex', gap: 10, marginTop: 32, flexWrap: 'wrap' }}>
          {step > 0 && <Button size="large" variant="ghost" onClick={() => setStep(step - 1)} disabled={make.isPending}>{t(texts.back)}</Button>}
          <span style={{ flex: 1 }} />
          <Button type="submit" size="large" variant="primary" loading={make.isPending} endIcon={!last && <ArrowRight size={17} />}>
            {make.isPending ? t(s.building) : last ? t(s.finish) : t(texts.next)}
          </Button>
        </div>
      </form>
    </SetupFrame>
  )
}

function useMake(draft: Draft, key: { current: string }, onMade: (made: Made) => void, onRefused: (error: Error) => void) {
  return useMutation({
    mutationFn: async () => {
      const made = await api.post('/setup', { body: bodyOf(draft), idempotencyKey: key.current })
      // The answer set the session cookie; a browser that refused it signs in by hand.
      const session = await api.get('/session').catch(() => null)
      if (session) enterSession(session)
      return made
    },
    onSuccess: onMade,
    onError: onRefused,
  })
}
