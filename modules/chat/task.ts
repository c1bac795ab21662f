// Team chat: a message becomes a task, once unless asked again. The message knows the task, the task the message.
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { sql } from '../../kernel/database/sql.ts'
import { targetsOf } from '../../kernel/object/normalise.ts'
import { canWrite } from '../../kernel/permission/rules.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { writeRecords } from '../../kernel/record/write.ts'
import { messageTable, tellChanged } from './channel.ts'
import { lockMessage, type Message } from './message.ts'
import { messageLink } from './mention.ts'
import { plainText } from './people.ts'
import { chatTexts as texts } from './texts.ts'

export interface TaskWish { subject?: string, owner?: string, dueAt?: string, again?: boolean }

/** Answers the task's id and whether it was made now. The task is written with the caller's rights. */
export async function makeTask(context: Context, id: string, wish: TaskWish): Promise<{ task: string, made: boolean }> {
  const message = await lockMessage(context, id)
  if (message.deletedAt) throw new Problem('notFound')
  if (message.task && !wish.again) return { task: message.task, made: false }
  const [change] = await writeRecords(context, 'task', [{ op: 'create', data: valuesOf(context, message, wish) }])
  await context.sql.query(sql`update ${messageTable(context)} set task = ${change.id}::uuid where id = ${id}::uuid`)
  await tellChanged(context, [{ channel: message.channel, message: id, thread: message.thread }])
  return { task: change.id, made: true }
}

function valuesOf(context: Context, message: Message, { subject, owner, dueAt }: TaskWish): Record<string, unknown> {
  const { workspace, actor } = context
  const text = plainText(workspace, message.text).trim()
  const about = workspace.objects.get('task')?.fields.find(field => field.name === 'about')
  const isAbout = message.object && message.record && about && targetsOf(about).includes(message.object) && canWrite(context, 'task', about)
  const author = message.bot ?? workspace.members.get(message.author ?? '')?.name ?? '–'
  return {
    subject: subject ?? (cutText(text.split('\n')[0], 300) || message.files[0]?.name || '–'),
    description: `${texts.taskFrom[context.locale].replace('{name}', () => author)}\n${text}\n\n${messageLink(message)}`,
    owner: owner ?? actor.member, ...dueAt === undefined ? {} : { dueAt },
    ...isAbout ? { about: { object: message.object, id: message.record } } : {},
  }
}
