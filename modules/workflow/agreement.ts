// The workflow room: agreements. A workflow may need the signature of who asked for it: she reads its summary and signs, or asks for a
// change. A version that she has not signed is not switched on, and what she signed is kept as she read it.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql } from '../../kernel/database/sql.ts'
import { notifyMembers } from '../../kernel/event/notification.ts'
import { moment, type Row } from '../../kernel/http/answer-part.ts'
import { Problem, refuse } from '../../kernel/http/errors.ts'
import { recordChange } from '../../kernel/object/change.ts'
import { agreementTexts as texts } from './agreement-texts.ts'
import type { WorkflowDefinition } from './definition.ts'
import { say } from './summary/lexicon.ts'
import { summariseBoth } from './summary/workspace-lexicon.ts'

const line = z.object({ depth: z.number(), path: z.string(), text: z.string() })
const summary = z.object({ en: z.array(line), id: z.array(line) })
const signatureAnswer = z.object({
  id: z.string(), version: z.number(), member: z.string(), decision: z.enum(['signed', 'change']), comment: z.string().nullable(), summary, createdAt: moment,
})

export const agreementAnswer = z.object({
  workflow: z.string(), name: z.string(), description: z.string().nullable(), enabled: z.boolean(), version: z.number(), requester: z.string().nullable(), askedBy: z.string().nullable(),
  state: z.enum(['none', 'waiting', 'signed', 'change']), summary,
  signatures: z.array(signatureAnswer).meta({ description: 'What was said to each version, the newest first; 100 at most' }),
})

export interface Agreement { requester: string, askedBy: string | null }
type Signature = Row<typeof signatureAnswer>
type Known = { id: string, version: number, enabled: boolean, definition: WorkflowDefinition }

export async function findAgreement({ workspace, sql: query }: Context, workflow: string): Promise<Agreement | undefined> {
  const [row] = await query.query<Agreement>(sql`select requester, asked_by as "askedBy" from ${identifier(workspace.schema, '_workflow_agreement')} where workflow = ${workflow}::uuid`)
  return row
}

/** What the requester, or all before her, said; of one version or of all. */
async function signaturesOf({ workspace, sql: query }: Context, workflow: string, version?: number): Promise<Signature[]> {
  return query.query<Signature>(sql`select id, version, member, decision, comment, summary, created_at as "createdAt" from ${identifier(workspace.schema, '_workflow_signature')}
    where workflow = ${workflow}::uuid ${version === undefined ? empty : sql`and version = ${version}`} order by id desc limit 100`)
}

/** Her last word on a version. */
function stateOf(agreement: Agreement | undefined, version: number, signatures: Signature[]): 'none' | 'waiting' | 'signed' | 'change' {
  if (!agreement) return 'none'
  return signatures.find(each => each.version === version && each.member === agreement.requester)?.decision ?? 'waiting'
}

/** Throws where this version may not be switched on yet. */
export async function requireSigned(context: Context, workflow: string, version: number): Promise<void> {
  const agreement = await findAgreement(context, workflow)
  if (!agreement || stateOf(agreement, version, await signaturesOf(context, workflow, version)) === 'signed') return
  throw refuse([{ path: 'enabled', code: 'workflow.unsigned', parameters: { name: context.workspace.members.get(agreement.requester)?.name ?? '' } }])
}

/** Seen by administrators and by who is asked. */
export async function showAgreement(context: Context, { id, version, enabled, definition }: Known): Promise<z.input<typeof agreementAnswer>> {
  const agreement = await findAgreement(context, id)
  const { member, role } = context.actor
  if (!role.administrator && agreement?.requester !== member) throw new Problem('notFound')
  const signatures = await signaturesOf(context, id)
  return {
    workflow: id, name: definition.name, description: definition.description ?? null, enabled, version, requester: agreement?.requester ?? null, askedBy: agreement?.askedBy ?? null,
    state: stateOf(agreement, version, signatures), summary: summariseBoth(context.workspace, definition), signatures: signatures.map(each => ({ ...each, createdAt: (each.createdAt as unknown as Date).toISOString() })),
  }
}

/** Asks somebody, somebody else, or nobody any more. A workflow that is on stays on as it is; its next version needs her. */
export async function setRequester(context: Context, workflow: Known, requester: string | null): Promise<void> {
  const before = await findAgreement(context, workflow.id)
  const member = requester === null ? undefined : context.workspace.members.get(requester)
  if (requester !== null && (member?.kind !== 'person' || !member.active)) throw refuse([{ path: 'requester', code: 'value.invalid' }])
  const table = identifier(context.workspace.schema, '_workflow_agreement')
  if (requester === null) await context.sql.query(sql`delete from ${table} where workflow = ${workflow.id}::uuid`)
  else {
    await context.sql.query(sql`insert into ${table} (workflow, requester, asked_by, asked_at) values (${workflow.id}::uuid, ${requester}::uuid, ${askerOf(context)}::uuid, ${context.now}::timestamptz)
      on conflict (workflow) do update set requester = excluded.requester, asked_by = excluded.asked_by, asked_at = excluded.asked_at`)
  }
  if (before?.requester === requester) return
  await recordChange(context, '_workflow', workflow.id, { requester: before?.requester ?? null }, { requester })
  await tellRequester(context, workflow.id, workflow.version, workflow.definition.name)
}

const askerOf = ({ workspace, actor }: Context): string | null => workspace.members.get(actor.member)?.kind === 'person' ? actor.member : null

/** A version that needs her signature: told once for each. */
export async function tellRequester(context: Context, workflow: string, version: number, name: string): Promise<void> {
  const agreement = await findAgreement(context, workflow)
  if (!agreement) return
  const spoken = { language: languageOf(context, agreement.requester) }
  await notifyMembers(context, [{ member: agreement.requester, title: say(spoken, texts.asked, { name }), body: say(spoken, texts.askedBody, { version }), link: `/agreements/${workflow}`, key: `agreement:${workflow}:${version}:${agreement.requester}` }])
}

const languageOf = ({ workspace }: Context, member: string) => workspace.members.get(member)?.locale ?? workspace.locale

/** Her word on the version that she read; it has to be the one in force. */
export async function sign(context: Context, workflow: Known, version: number, decision: 'signed' | 'change', comment: string | null): Promise<void> {
  const agreement = await findAgreement(context, workflow.id)
  if (agreement?.requester !== context.actor.member) throw new Problem(context.actor.role.administrator ? agreement ? 'permission.denied' : 'workflow.noAgreement' : 'notFound')
  if (version !== workflow.version) throw new Problem('workflow.otherVersion', { parameters: { version: workflow.version } })
  const known = await signaturesOf(context, workflow.id, version)
  if (decision === 'signed' && stateOf(agreement, version, known) === 'signed') return
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_workflow_signature')} (id, workflow, version, member, decision, comment, summary, created_at)
    values (${uuid()}::uuid, ${workflow.id}::uuid, ${version}, ${context.actor.member}::uuid, ${decision}, ${comment}, ${JSON.stringify(summariseBoth(context.workspace, workflow.definition))}::jsonb, ${context.now}::timestamptz)`)
  await recordChange(context, '_workflow', workflow.id, { signature: null }, { signature: { version, decision, comment } })
  if (agreement.askedBy) await tellAsker(context, workflow, agreement.askedBy, decision, comment)
}

async function tellAsker(context: Context, { id, definition: { name } }: Known, asker: string, decision: 'signed' | 'change', comment: string | null): Promise<void> {
  const who = context.workspace.members.get(context.actor.member)?.name ?? ''
  const title = say({ language: languageOf(context, asker) }, texts[decision], { name, who })
  await notifyMembers(context, [{ member: asker, title, body: comment, link: `/settings/workflows/${id}` }])
}
