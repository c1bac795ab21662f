// Doors: asking for a password reset, and choosing the new password behind its link.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { CircleCheckBig, MailCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { api, ApiError } from '../api.ts'
import { useText } from '../i18n.tsx'
import { v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/field.tsx'
import { faultOf, FormError } from '../ui/states.tsx'
import { DoorForm } from './door-layout.tsx'
import { doorTexts as d, passwordLength } from './texts.ts'

const BackLink = () => {
  const t = useText()
  return <Link to="/sign-in" style={{ textAlign: 'center', fontWeight: 500, padding: 8 }}>{t(d.backToSignIn)}</Link>
}

/** The development mailbox is offered only where it answers (no SMTP yet, and this visitor may see it). */
function MailboxLink() {
  const t = useText()
  const box = useQuery({ queryKey: ['mailbox'], retry: false, queryFn: () => api.get('/development/mailbox').then(() => true, () => false) })
  return box.data ? <Button component={Link} to="/dev/mailbox" size="large" wide>{t(d.openMailbox)}</Button> : null
}

export function ResetScreen() {
  const t = useText()
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const ask = useMutation({ mutationFn: () => api.post('/password-resets', { body: { email: email.trim() } }) })
  if (ask.isSuccess) {
    return (
      <DoorForm title={t(d.sentTitle)} help={t(d.sentBody, { email: email.trim() })}>
        <Seal><MailCheck size={26} /></Seal>
        <MailboxLink />
        <BackLink />
      </DoorForm>
    )
  }
  const submit = () => {
    setTried(true)
    if (email.trim()) ask.mutate()
  }
  return (
    <DoorForm title={t(d.resetTitle)} help={t(d.resetHelp)} onSubmit={submit}>
      <TextInput
        large label={t(d.email)} type="email" inputMode="email" autoComplete="username" autoFocus value={email} onChange={setEmail}
        error={(tried && !email.trim() && t(d.emailNeeded)) || faultOf(ask.error, 'email')}
      />
      {ask.error && !faultOf(ask.error, 'email') && <FormError error={ask.error} />}
      <Button type="submit" variant="primary" size="large" wide loading={ask.isPending}>{t(d.sendLink)}</Button>
      <BackLink />
    </DoorForm>
  )
}

export function NewPasswordScreen() {
  const t = useText()
  const { token } = useParams({ from: '/door/reset/$token' })
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const change = useMutation({ mutationFn: () => api.post('/password-resets/{token}', { path: { token }, body: { password } }), onError: () => undefined })
  if (change.isSuccess) {
    return (
      <DoorForm title={t(d.changed)} help={t(d.changedBody)}>
        <Seal><CircleCheckBig size={26} /></Seal>
        <Button component={Link} to="/sign-in" variant="primary" size="large" wide>{t(d.signIn)}</Button>
      </DoorForm>
    )
  }
  const fault = faultOf(change.error, 'password')
  const dead = change.error instanceof ApiError && !fault && change.error.status >= 400 && change.error.status < 500 && change.error.status !== 429
  if (dead) {
    return (
      <DoorForm title={t(d.linkDeadTitle)} help={t(d.resetDead)}>
        <Button component={Link} to="/reset" variant="primary" size="large" wide>{t(d.askAgain)}</Button>
        <BackLink />
      </DoorForm>
    )
  }
  const short = password.length < passwordLength
  const submit = () => {
    setTried(true)
    if (!short) change.mutate()
  }
  return (
    <DoorForm title={t(d.newPasswordTitle)} help={t(d.newPasswordHelp)} onSubmit={submit}>
      <TextInput
        large label={t(d.newPassword)} type="password" autoComplete="new-password" autoFocus value={password} onChange={setPassword}
        help={t(d.passwordHelp, { count: passwordLength })} error={(tried && short && t(d.passwordShort, { count: passwordLength })) || fault}
      />
      {change.error && !fault && <FormError error={change.error} />}
      <Button type="submit" variant="primary" size="large" wide loading={change.isPending}>{t(d.changePassword)}</Button>
    </DoorForm>
  )
}

const Seal = ({ children }: { children: ReactNode }) => (
  <div aria-hidden style={{ display: 'flex', alignItems: 'center', justifyContent: 'center', width: 56, height: 56, borderRadius: 16, backgroundColor: v.accentSoft, color: v.accent }}>
    {children}
  </div>
)
