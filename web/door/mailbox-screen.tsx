// Doors: the development mailbox, which holds mails until an SMTP server is set.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MailOpen, RotateCw } from 'lucide-react'
import { Fragment } from 'react'
import { api, ApiError, type Row } from '../api.ts'
import { useText } from '../i18n.tsx'
import { MissingScreen } from '../layout/broken-screen.tsx'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { IconButton } from '../ui/button.tsx'
import { useTitle } from '../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useFormat } from '../use-format.ts'
import { Brand } from './brand.tsx'
import { doorTexts as d } from './texts.ts'

type Mail = Row<'GET /development/mailbox'>

const Frame = styled('main')({ maxWidth: 760, margin: '0 auto', padding: '28px 20px 60px' })
const Paper = styled('article')({ border: `1px solid ${v.line}`, borderRadius: 10, backgroundColor: v.paper, padding: '16px 20px', marginBottom: 12, overflowWrap: 'anywhere' })

export function MailboxScreen() {
  const t = useText()
  useTitle(t(d.mailbox))
  const query = useQuery({ queryKey: ['mailbox', 'mails'], retry: false, refetchInterval: 4_000, queryFn: () => api.get('/development/mailbox') })
  const refused = query.error instanceof ApiError && query.error.status !== 0 && query.error.status < 500
  return (
    <Frame>
      <Link to="/" style={{ color: 'inherit', textDecoration: 'none', display: 'inline-block' }}><Brand size={26} /></Link>
      {refused ? <MissingScreen /> : (
        <>
          <div style={{ display: 'flex', alignItems: 'flex-start', margin: '28px 0 16px' }}>
            <div style={{ flex: 1 }}>
              <h1 style={{ margin: 0, fontSize: 22, lineHeight: '30px', fontWeight: 600, letterSpacing: '-0.016em' }}>{t(d.mailbox)}</h1>
              <p style={{ margin: '2px 0 0', color: v.secondary }}>{t(d.mailboxHelp)}</p>
            </div>
            <IconButton label={t(texts.reload)} onClick={() => void query.refetch()}><RotateCw size={18} /></IconButton>
          </div>
          {query.isPending && <SkeletonRows rows={4} height={56} columns={2} />}
          {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
          {query.data?.data.length === 0 && <EmptyState icon={<MailOpen size={20} />} title={t(d.mailboxEmpty)} body={t(d.mailboxEmptyBody)} />}
          {query.data?.data.map((mail) => <MailPaper key={mail.id} mail={mail} />)}
        </>
      )}
    </Frame>
  )
}

function MailPaper({ mail }: { mail: Mail }) {
  const t = useText()
  const format = useFormat()
  return (
    <Paper>
      <div style={{ display: 'flex', gap: 12, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <h2 style={{ margin: 0, fontSize: 15, lineHeight: '22px', fontWeight: 600, flex: '1 1 240px' }}>{mail.subject}</h2>
        <time dateTime={mail.at} style={{ color: v.muted, fontSize: 13 }}>{format.dateTime(mail.at)}</time>
      </div>
      <div style={{ color: v.secondary, fontSize: 13, margin: '2px 0 10px' }}>{t(d.mailTo, { email: mail.to })}</div>
      <div style={{ whiteSpace: 'pre-wrap', lineHeight: '21px' }}><Linked text={mail.text} /></div>
    </Paper>
  )
}

/** Addresses become links. */
function Linked({ text }: { text: string }) {
  return <>{text.split(/(https?:\/\/\S+)/g).map((part, index) => <Fragment key={index}>{index % 2 ? <a href={part} style={{ textDecoration: 'underline' }}>{part}</a> : part}</Fragment>)}</>
}
