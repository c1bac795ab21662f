// Settings: changing one's own password.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { doorTexts as d, passwordLength } from '../../door/texts.ts'
import { useText } from '../../i18n.tsx'
import { useSession } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Card, FormGrid, Section } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { accountTexts as a } from './texts.ts'

export function ChangePassword() {
  const t = useText()
  const toast = useToast()
  const email = useSession()?.user?.email ?? ''
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => api.post('/session/password', { body: { current, password } }),
    onSuccess: async () => {
      setCurrent('')
      setPassword('')
      setTried(false)
      toast({ text: t(a.passwordChanged) })
      await queryClient.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  const short = password.length < passwordLength
  const submit = () => {
    setTried(true)
    if (current && !short) change.mutate()
  }
  return (
    <Section title={t(a.password)} help={t(a.passwordHelp)}>
      <Card style={{ padding: 20 }}>
        <form noValidate onSubmit={(event) => { event.preventDefault(); submit() }}>
          <input type="email" autoComplete="username" value={email} readOnly hidden />
          <FormGrid columns={2}>
            <TextInput
              label={t(a.currentPassword)} type="password" autoComplete="current-password" value={current} onChange={setCurrent}
              error={(tried && !current && t(d.passwordNeeded)) || faultOf(change.error, 'current')}
            />
            <TextInput
              label={t(a.newPassword)} type="password" autoComplete="new-password" value={password} onChange={setPassword}
              error={(tried && short && t(d.passwordShort, { count: passwordLength })) || faultOf(change.error, 'password')}
            />
          </FormGrid>
          <div style={{ display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: 8, marginTop: 16 }}>
            <div style={{ flex: 1 }}>{change.error && !faultOf(change.error, 'current', 'password') && <FormError error={change.error} />}</div>
            <Button type="submit" loading={change.isPending} disabled={!current && !password}>{t(a.changePassword)}</Button>
          </div>
        </form>
      </Card>
    </Section>
  )
}
