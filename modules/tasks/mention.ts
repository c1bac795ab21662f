// Tasks: tells the members whom a note or a task's description names, once for each, in their own language and only of what
// they may read. What an import brings was said long ago.
import type { Context } from '../../kernel/context.ts'
import { mentionsIn } from '../../kernel/event/mention.ts'
import { notifyMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { canRead } from '../../kernel/permission/rules.ts'
import { readRecordOrNull } from '../../kernel/record/find.ts'
import type { Change, ObjectBehaviour, RecordValues } from '../../kernel/record/hook.ts'
import { readTitles } from '../../kernel/record/title.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { mentionTexts as texts } from './texts.ts'

const LONGEST = 300

export function mentionBehaviour(object: 'note' | 'task', field: 'body' | 'description'): ObjectBehaviour {
  const names = ({ kind, changed, after }: Change) => kind !== 'deleted' && (kind === 'created' || changed.includes(field)) && String(after[field] ?? '').includes('@')
  return {
    object,
    wants: changes => changes.some(names),
    async after(context, changes) {
      if (context.actor.way === 'import') return
      const notices: NewNotification[] = []
      for (const change of changes.filter(names)) {
        for (const member of newlyNamed(context, change, field)) {
          const notice = await noticeFor(context, change, field, member)
          if (notice) notices.push(notice)
        }
      }
      await notifyMembers(context, notices)
    },
  }
}

/** Members are not told that they name themselves. */
function newlyNamed({ workspace, actor }: Context, { before, after }: Change, field: string): string[] {
  const people = [...workspace.members.values()].filter(member => member.active && member.kind === 'person' && member.id !== actor.member)
  const named = (values: RecordValues | null) => mentionsIn(String(values?.[field] ?? ''), people).flatMap(mention => mention.members)
  const known = new Set(named(before))
  return [...new Set(named(after))].filter(member => !known.has(member))
}

async function noticeFor(context: Context, { object, id, after }: Change, field: string, member: string): Promise<NewNotification | undefined> {
  const { workspace } = context
  const acting = actorOf(workspace, member, 'system')
  const hers = acting && { ...context, actor: acting }
  if (!hers || !canRead(hers, object, field) || !await readRecordOrNull(hers, object, id, { fields: ['id'] })) return undefined
  const about = after.about && canRead(hers, object, 'about') ? after.about as { object: string, id: string } : undefined
  const title = about && (await readTitles(hers, about.object, [about.id])).get(about.id)
  const locale = workspace.members.get(member)?.locale ?? workspace.locale
  const values = { name: workspace.members.get(context.actor.member)?.name ?? '–', title: title ?? '' }
  return {
    member, title: texts[title ? 'about' : 'alone'][locale].replace(/\{(name|title)\}/g, (_, key: 'name' | 'title') => values[key]), body: String(after[field]).slice(0, LONGEST),
    link: about && title !== undefined ? `/o/${about.object}/${about.id}` : `/o/${object}/${id}`, object, record: id, key: `mention ${object} ${id} ${member}`,
  }
}
