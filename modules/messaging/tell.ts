// Messages: whoever has the customer is told when a message was not sent, with the reason.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { notifyMembers } from '../../kernel/event/notification.ts'
import { messageOf } from '../../kernel/http/errors.ts'
import { authorOf, type RunError } from '../workflow/index.ts'
import { messageTexts as texts } from './texts.ts'

export interface Unsent { key: string, workflow: string, object: string | null, record: string | null, owner: string | null, error: RunError, name?: string, contact?: string }

/** The owner of the record; where that is no person, the author of the workflow. Once for each message. */
export async function tellOwners(context: Context, unsent: Unsent[]): Promise<void> {
  const { workspace: { locale } } = context
  for (const { key, workflow, object, record, owner, error, name, contact } of unsent) {
    const member = isPerson(context, owner) ? owner : await authorOf(context, workflow)
    if (!isPerson(context, member)) continue
    const whom = name ?? await contactName(context, contact) ?? texts.somebody[locale]
    await notifyMembers(context, [{
      member: member!, title: texts.notSent[locale].replace('{name}', whom), body: messageOf(error.code, error.parameters, locale), object, record,
      link: object && record ? `/o/${object}/${record}` : `/settings/workflows/${workflow}`, key: `${key}:unsent:${error.code}`,
    }])
  }
}

function isPerson({ workspace }: Context, id: string | null): boolean {
  return id !== null && workspace.members.get(id)?.kind === 'person'
}

async function contactName(context: Context, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined
  const [row] = await context.sql.query<{ name: string | null }>(sql`select "fullName" as name from ${identifier(context.workspace.schema, 'contact')} where id = ${id}::uuid`)
  return row?.name ?? undefined
}
