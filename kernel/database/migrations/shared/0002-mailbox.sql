-- Mails kept instead of sent, until SMTP is configured (kernel/workspace/mail.ts).
create table hubung.mailbox (
  id uuid primary key,
  -- the workspace whose administrators may read it; null for a mail that concerns people of several
  workspace text,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null
);
create index mailbox_workspace on hubung.mailbox (workspace, created_at desc, id desc);
