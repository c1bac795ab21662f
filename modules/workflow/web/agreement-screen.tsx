// The workflow room's screens: who asked for a workflow reads in words what it will do, sees what changed since she last signed, and signs or
// asks for a change. Open to her, and to administrators.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { FileSignature } from 'lucide-react'
import { useState } from 'react'
import { ApiError, api, queryClient } from '../../../web/api.ts'
import { useRegion, useText, type Language } from '../../../web/i18n.tsx'
import { MissingScreen } from '../../../web/layout/broken-screen.tsx'
import { useSession } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Card, Page, PageHeader, Section, useTitle } from '../../../web/ui/page.tsx'
import { ErrorState, FormError, SkeletonRows } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Signatures, StateLabel } from './agreement-box.tsx'
import { editorTexts as e } from './editor-texts.ts'
import { agreementQuery, workflowKeys, type Agreement } from './queries.ts'
import { LanguageChoice, SummaryLines } from './summary-panel.tsx'

export default function AgreementScreen() {
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useQuery({ ...agreementQuery(id), retry: false })
  if (query.isPending) return <Page width={760}><SkeletonRows rows={6} height={32} columns={1} /></Page>
  if (query.isError) return query.error instanceof ApiError && query.error.status === 404 ? <MissingScreen /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Agreed agreement={query.data} />
}

function Agreed({ agreement }: { agreement: Agreement }) {
  const t = useText()
  const region = useRegion()
  const me = useSession()?.member.id
  const [language, setLanguage] = useState<Language>(region.language)
  useTitle(agreement.name)
  const before = agreement.signatures.find(({ decision, version }) => decision === 'signed' && version < agreement.version)
  const mine = agreement.requester === me
  return (
    <Page header={<PageHeader icon={<FileSignature size={20} />} title={agreement.name} subtitle={agreement.description} />} width={760}>
      <div style={{ display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap', margin: '4px 0 14px' }}>
        <LanguageChoice value={language} onChange={setLanguage} /><span style={{ flex: 1 }} />
        {agreement.state !== 'none' && <StateLabel state={agreement.state} />}
      </div>
      <Card style={{ padding: 20, marginBottom: 20 }}><SummaryLines lines={agreement.summary[language]} language={language} /></Card>
      {before && <Section title={t(e.against, { count: before.version })}><Card style={{ padding: 20 }}><SummaryLines lines={agreement.summary[language]} before={before.summary[language]} language={language} /></Card></Section>}
      {mine && agreement.state !== 'signed' && <Answer agreement={agreement} />}
      {agreement.signatures.length > 0 && <Section title={t(e.history)}><Signatures agreement={agreement} /></Section>}
    </Page>
  )
}

function Answer({ agreement }: { agreement: Agreement }) {
  const t = useText()
  const toast = useToast()
  const [comment, setComment] = useState<string | null>(null)
  const { workflow: id, version } = agreement
  const answer = useMutation({
    mutationFn: () => (comment === null ? api.post('/workflows/{id}/agreement/sign', { path: { id }, body: { version } }) : api.post('/workflows/{id}/agreement/request-change', { path: { id }, body: { version, comment } })),
    onSuccess: () => {
      toast({ text: t(comment === null ? e.signedThanks : e.changeSent) })
      setComment(null)
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: workflowKeys.agreement(id) }),
  })
  return (
    <div style={{ display: 'grid', gap: 12, marginBottom: 28 }}>
      <FormError error={answer.error} />
      {comment !== null && <TextInput multiline autoFocus required label={t(e.comment)} value={comment} onChange={setComment} />}
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {comment === null
          ? <><Button variant="primary" loading={answer.isPending} onClick={() => answer.mutate()}>{t(e.sign, { count: version })}</Button><Button onClick={() => setComment('')}>{t(e.askChange)}</Button></>
          : <Button variant="primary" disabled={!comment.trim()} loading={answer.isPending} onClick={() => answer.mutate()}>{t(e.send)}</Button>}
      </div>
      <span style={{ color: v.secondary, fontSize: 13 }}>{t(e.agreementHelp)}</span>
    </div>
  )
}
