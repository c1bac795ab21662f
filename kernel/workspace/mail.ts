// Workspace room: the kernel's own mails (invitation, password reset). Queued in the caller's transaction; sent by SMTP
// when HUBUNG_SMTP_URL is set, else kept in the development mailbox.
import { createTransport } from 'nodemailer'
import { v5 } from 'uuid'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'
import { wallClock } from '../job/clock.ts'
import { addJob, defineJob } from '../job/job.ts'

/**
 * `shared`: it concerns somebody of several workspaces, so no workspace's administrators may read it in the mailbox.
 */
export interface Mail { to: string, subject: string, text: string, shared?: boolean, cc?: string, replyTo?: string }

/** Milliseconds: a server that hangs does not hold a worker for long. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

const KEYS = '5f0f0c3e-2a53-4f0f-9d53-7a0a3bb6d7f1'

export const sendMail = defineJob<Mail>({
  name: 'workspace.sendMail',
  outside: true,
  payload: z.object({ to: z.string(), subject: z.string(), text: z.string(), shared: z.boolean().optional() }),
  run: (context, mail, { app, key }) => deliverMail(context, app, mail, key),
})

/** Sends at once, outside of any transaction; throws nodemailer's errors. Without SMTP a mail with the same key is kept once. */
export async function deliverMail(context: Context, app: App, mail: Mail, key: string): Promise<void> {
  if (app.settings.smtpUrl) await sendBySmtp(app, app.settings.smtpUrl, mail, key)
  else await keep(context, mail, key)
}

export async function queueMail(context: Context, mail: Mail): Promise<void> {
  await addJob(context, sendMail, mail)
}

/** The same `Message-ID` on a retry, so that a mail that went out before the answer got lost is shown once. */
async function sendBySmtp({ settings }: App, smtpUrl: string, { to, subject, text, cc, replyTo }: Mail, key: string): Promise<void> {
  const host = URL.canParse(settings.url) ? new URL(settings.url).hostname : 'localhost'
  const transport = createTransport({ url: smtpUrl, ...patience })
  try {
    await transport.sendMail({ from: settings.mailFrom ?? `Hubung <hubung@${host}>`, to, cc, replyTo, subject, text,
      messageId: `<${v5(key, KEYS)}@${host}>` })
  } finally {
    transport.close()
  }
}

async function keep({ workspace, sql: queryable }: Context, { to, cc, subject, text, shared }: Mail,
  key: string): Promise<void> {
  await queryable.query(sql`insert into hubung.mailbox (id, workspace, recipient, subject, body, created_at)
    values (${v5(key, KEYS)}, ${shared ? null : workspace.slug}, ${cc ? `${to}, ${cc}` : to}, ${subject}, ${text}, ${wallClock()})
    on conflict do nothing`)
}
