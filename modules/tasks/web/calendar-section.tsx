// Settings: the secret address under which the viewer's tasks are a calendar.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addressOf, api } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { CopyBox } from '../../../web/ui/copy-box.tsx'
import { Card, Section } from '../../../web/ui/page.tsx'
import { FormError } from '../../../web/ui/states.tsx'
import { useFormat } from '../../../web/use-format.ts'
import { calendarTexts as texts } from './texts.ts'

export function CalendarSection() {
  const t = useText()
  const format = useFormat()
  const [secret, setSecret] = useState('')
  const query = useQuery({ queryKey: ['calendar-address'], queryFn: () => api.get('/session/calendar') })
  const make = useMutation({ mutationFn: () => api.post('/session/calendar'), onSuccess: (answer) => { setSecret(answer.secret); void query.refetch() } })
  const end = useMutation({ mutationFn: () => api.delete('/session/calendar'), onSuccess: () => { setSecret(''); void query.refetch() } })
  const since = query.data?.createdAt
  return (
    <Section title={t(texts.title)} help={t(texts.help)}>
      <Card style={{ padding: 20, display: 'grid', gap: 12 }}>
        {secret ? <><CopyBox label={t(texts.address)} value={new URL(addressOf('/calendar/{file}', { path: { file: `${secret}.ics` } }), location.origin).href} /><div>{t(texts.once)}</div></> : <div>{since ? t(texts.since, { when: format.ago(since) }) : t(texts.none)}</div>}
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <Button loading={make.isPending} disabled={!query.data} onClick={() => make.mutate()}>{t(since ? texts.renew : texts.make)}</Button>
          {since && <Button variant="ghost" loading={end.isPending} onClick={() => end.mutate()}>{t(texts.end)}</Button>}
        </div>
        <FormError error={make.error ?? end.error ?? query.error} />
      </Card>
    </Section>
  )
}
