// Tasks: tells the members whom a note or a task's description names, once for each, in their own language and only of what
// they may read. What an import brings was said long ago.
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { mentionsIn } from '../../kernel/event/mention.ts'
import { notifyMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { canRead } from '../../kernel/permission/rules.ts'
import type { Change, ObjectBehaviour, RecordValues } from '../../kernel/record/hook.ts'
import { readTitles, type Titles } from '../../kernel/record/title.ts'
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
      const named = changes.filter(names).flatMap(change => newlyNamed(context, change, field).map(member => ({ change, member })))
      for (const [member, hers] of Map.groupBy(named, each => each.member)) await notifyMembers(context, await noticesFor(context, member, hers.map(({ change }) => change), field))
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

/** All that one write names a member in, by one look at what she may read of it and one at each object that it is about. */
async function noticesFor(context: Context, member: string, changes: Change[], field: string): Promise<NewNotification[]> {
  const { workspace } = context
  const [{ object }] = changes
  const actor = actorOf(workspace, member, 'system')
  const hers = actor && { ...context, actor }
  if (!hers || !canRead(hers, object, field)) return []
  const readable = await readTitles(hers, object, changes.map(({ id }) => id))
  const abouts = canRead(hers, object, 'about') ? changes.flatMap(({ id, after }) => readable.has(id) && after.about ? [after.about as { object: string, id: string }] : []) : []
  const titles: Titles = new Map()
  for (const [target, list] of Map.groupBy(abouts, about => about.object)) for (const [id, title] of await readTitles(hers, target, list.map(about => about.id))) titles.set(id, title)
  return changes.filter(({ id }) => readable.has(id)).map(change => noticeOf(context, member, change, field, titles))
}

function noticeOf({ workspace, actor }: Context, member: string, { object, id, after }: Change, field: string, titles: Titles): NewNotification {
  const title = titles.get(after.about?.id)
  const locale = workspace.members.get(member)?.locale ?? workspace.locale
  const values = { name: workspace.members.get(actor.member)?.name ?? '–', title: title ?? '' }
  return {
    member, title: cutText(texts[title === undefined ? 'alone' : 'about'][locale].replace(/\{(name|title)\}/g, (_, key: 'name' | 'title') => values[key]), 500), body: cutText(String(after[field]), LONGEST),
    link: title === undefined ? `/o/${object}/${id}` : `/o/${after.about.object}/${after.about.id}`, object, record: id, key: `mention ${object} ${id} ${member}`,
  }
}
