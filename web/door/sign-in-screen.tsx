// Doors: sign-in by email and password.
import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ApiError, chooseWorkspace } from '../api.ts'
import { useText } from '../i18n.tsx'
import { enterSession } from '../layout/session-region.ts'
import type { Session } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/field.tsx'
import { FormError } from '../ui/states.tsx'
import { DoorForm } from './door-layout.tsx'
import { doorTexts as d } from './texts.ts'

export function SignInScreen() {
  const t = useText()
  const router = useRouter()
  const { next } = useSearch({ from: '/door/sign-in' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const signIn = useMutation<Session, Error>({
    mutationFn: () => {
      chooseWorkspace(null)
      return api.post('/session', { body: { email: email.trim(), password } })
    },
    onSuccess: (session) => {
      enterSession(session)
      router.history.push(next ?? '/')
    },
    onError: () => undefined,
  })
  const submit = () => {
    setTried(true)
    if (email.trim() && password) signIn.mutate()
  }
  const refused = signIn.error instanceof ApiError ? signIn.error.status : undefined
  const said = refused === 401 ? t(d.wrong) : refused === 429 ? t(d.locked) : undefined
  return (
    <DoorForm title={t(d.signInTitle)} help={t(d.signInHelp)} onSubmit={submit}>
      <TextInput
        large label={t(d.email)} type="email" inputMode="email" autoComplete="username" autoFocus value={email} onChange={setEmail}
        error={tried && !email.trim() && t(d.emailNeeded)}
      />
      <TextInput
        large label={t(d.password)} type="password" autoComplete="current-password" value={password} onChange={setPassword}
        error={(tried && !password && t(d.passwordNeeded)) || said}
      />
      {signIn.error && !said && <FormError error={signIn.error} />}
      <Button type="submit" variant="primary" size="large" wide loading={signIn.isPending}>{t(d.signIn)}</Button>
      <Link to="/reset" style={{ textAlign: 'center', fontWeight: 500, padding: 8 }}>{t(d.forgot)}</Link>
    </DoorForm>
  )
}
