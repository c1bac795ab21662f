// Doors: an invited colleague chooses a password and is in.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ApiError, type Answer } from '../api.ts'
import { useText } from '../i18n.tsx'
import { enterSession } from '../layout/session-region.ts'
import type { Session } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/field.tsx'
import { ErrorState, faultOf, FormError, Skeleton } from '../ui/states.tsx'
import { DoorForm } from './door-layout.tsx'
import { doorTexts as d, passwordLength } from './texts.ts'

type Invitation = Answer<'GET /invitations/{token}'>

export function InvitationScreen() {
  const t = useText()
  const { token } = useParams({ from: '/door/invitation/$token' })
  const query = useQuery({ queryKey: ['invitation', token], retry: false, queryFn: () => api.get('/invitations/{token}', { path: { token } }) })
  if (query.isPending) return <div style={{ display: 'grid', gap: 16 }}><Skeleton height={28} width="70%" /><Skeleton height={18} /><Skeleton height={44} /><Skeleton height={44} /></div>
  if (query.error instanceof ApiError && query.error.status >= 400 && query.error.status < 500) {
    return (
      <DoorForm title={t(d.linkDeadTitle)} help={t(d.invitationDead)}>
        <Button component={Link} to="/sign-in" size="large" wide>{t(d.backToSignIn)}</Button>
      </DoorForm>
    )
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Join invitation={query.data} token={token} />
}

function Join({ invitation, token }: { invitation: Invitation; token: string }) {
  const t = useText()
  const router = useRouter()
  const [name, setName] = useState(invitation.name)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const join = useMutation<Session, Error>({
    mutationFn: () => api.post('/invitations/{token}', { path: { token }, body: { password, name: name.trim() } }),
    onSuccess: (session) => {
      enterSession(session)
      router.history.push('/')
    },
    onError: () => undefined,
  })
  const short = password.length < passwordLength
  const submit = () => {
    setTried(true)
    if (name.trim() && !short) join.mutate()
  }
  const workspace = invitation.workspace.name
  const help = t(invitation.existing ? d.invitedExisting : d.invitedHelp, { email: invitation.email })
  return (
    <DoorForm title={t(d.invitedTitle, { workspace })} help={help} onSubmit={submit}>
      <input type="email" name="email" autoComplete="username" value={invitation.email} readOnly hidden />
      <TextInput large label={t(d.yourName)} autoComplete="name" value={name} onChange={setName} error={(tried && !name.trim() && t(d.nameNeeded)) || faultOf(join.error, 'name')} />
      <TextInput
        large label={t(d.password)} type="password" autoComplete={invitation.existing ? 'current-password' : 'new-password'} autoFocus value={password} onChange={setPassword}
        help={invitation.existing ? undefined : t(d.passwordHelp, { count: passwordLength })} error={(tried && short && t(d.passwordShort, { count: passwordLength })) || faultOf(join.error, 'password')}
      />
      {join.error && !faultOf(join.error, 'name', 'password') && <FormError error={join.error} />}
      <Button type="submit" variant="primary" size="large" wide loading={join.isPending}>{t(d.join)}</Button>
    </DoorForm>
  )
}
