// Doors: an app asks to act for the member: who asks, for what, and where she goes back to. Route /oauth/authorize.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { api, ApiError, chooseWorkspace, queryClient, type Answer } from '../api.ts'
import { useText } from '../i18n.tsx'
import { useSessionRegion } from '../layout/session-region.ts'
import { sessionQuery, useSession } from '../queries.ts'
import { scopes } from '../settings/apps/app-data.ts'
import { askTexts as k } from '../settings/apps/texts.ts'
import { v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { ErrorState, FormError, Skeleton, useErrorText } from '../ui/states.tsx'
import { DoorForm } from './door-layout.tsx'

type Asked = NonNullable<Answer<'GET /oauth/authorize'>['asked']>
type Parameters = { client_id: string; redirect_uri: string; response_type?: string; scope?: string; state?: string; code_challenge?: string; code_challenge_method?: string }

const isOver = (error: unknown) => error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429

/** An app of another of her workspaces is asked about there. */
async function ask(query: Parameters, signal: AbortSignal): Promise<Asked> {
  const { workspace, asked } = await api.get('/oauth/authorize', { query, signal })
  if (asked) return asked
  chooseWorkspace(workspace)
  await queryClient.invalidateQueries(sessionQuery)
  return ask(query, signal)
}

export default function AuthorizeScreen() {
  const t = useText()
  const say = useErrorText()
  const navigate = useNavigate()
  const [parameters] = useState(readParameters)
  useSessionRegion(useSession())
  const query = useQuery({ queryKey: ['oauth', parameters], retry: false, staleTime: Infinity, queryFn: ({ signal }) => ask(parameters, signal) })
  if (query.isPending) return <div style={{ display: 'grid', gap: 16 }}><Skeleton height={28} width="80%" /><Skeleton height={18} /><Skeleton height={90} /><Skeleton height={44} /></div>
  if (isOver(query.error)) {
    return <DoorForm title={t(k.unknownTitle)} help={say(query.error)}><Button size="large" wide onClick={() => void navigate({ to: '/' })}>{t(k.home)}</Button></DoorForm>
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const { app, place, refused } = query.data
  if (refused) {
    return (
      <DoorForm title={t(k.wrongTitle, { app })} help={t(k.wrongHelp, { reason: refused.reason })}>
        <Button size="large" wide onClick={() => location.assign(refused.to)}>{t(k.goBack, { place })}</Button>
      </DoorForm>
    )
  }
  return <Decide asked={query.data} parameters={parameters} />
}

function Decide({ asked: { app, place, scope }, parameters }: { asked: Asked; parameters: Parameters }) {
  const t = useText()
  const session = useSession()
  const decide = useMutation({
    mutationFn: (allow: boolean) => api.post('/oauth/authorize', { body: { ...parameters, allow } }),
    onSuccess: ({ to }) => location.assign(to),
  })
  const gone = decide.isPending || decide.isSuccess
  const held = scopes.slice(0, scopes.indexOf(scope ?? 'read') + 1)
  return (
    <DoorForm title={t(k.title, { app })} help={session && t(k.help, { workspace: session.workspace.name, name: session.member.name })}>
      <section style={{ border: `1px solid ${v.line}`, borderRadius: 8, padding: '12px 14px' }}>
        <h2 style={{ margin: '0 0 8px', fontSize: 14, fontWeight: 600 }}>{t(k.may)}</h2>
        <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 8, fontSize: 14, lineHeight: '20px' }}>
          {held.map((one) => <li key={one} style={{ display: 'flex', gap: 10 }}><Check size={17} color={v.accent} style={{ flexShrink: 0, marginTop: 2 }} aria-hidden />{t(k[one])}</li>)}
        </ul>
      </section>
      <div style={{ color: v.secondary, fontSize: 13, lineHeight: '19px', overflowWrap: 'anywhere' }}>{t(k.never)} {t(k.back, { place })}</div>
      <FormError error={decide.error} />
      <div style={{ display: 'grid', gap: 10, gridTemplateColumns: '1fr 1fr' }}>
        <Button size="large" disabled={gone} onClick={() => decide.mutate(false)}>{t(k.refuse)}</Button>
        <Button size="large" variant="primary" loading={gone && decide.variables} disabled={gone} onClick={() => decide.mutate(true)}>{t(k.allow)}</Button>
      </div>
    </DoorForm>
  )
}

const NAMES = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'code_challenge', 'code_challenge_method'] as const

/** As they stand in the address: the router takes what looks like a number for one. */
function readParameters(): Parameters {
  const given = new URLSearchParams(location.search)
  const pairs = NAMES.flatMap((name) => given.has(name) ? [[name, given.get(name)!]] : [])
  return { client_id: '', redirect_uri: '', ...Object.fromEntries(pairs) as Partial<Parameters> }
}
