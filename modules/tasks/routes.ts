// Tasks over HTTP: what is not plain record work: single items of a checklist, reminders put off, and who has how much to do.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { recordAnswer } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { Answer, route } from '../../kernel/http/route.ts'
import type { Change } from '../../kernel/record/hook.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { present } from '../../kernel/record/present.ts'
import { editChecklist } from './checklist.ts'
import { loadAnswer, loadQuery, readLoad } from './load.ts'
import { snoozeTask } from './reminder.ts'

const tag = 'tasks'
const id = z.uuid().transform(text => text.toLowerCase())
const params = z.object({ id })
const itemParams = z.object({ id, item: z.string().max(36) })
/** Where among the items: 0 is first. */
const position = z.number().int().min(0).max(1000)
const text = z.string().trim().min(1).max(500)

function answer(context: Context, change: Change, status = 200): Answer {
  return new Answer({ status, text: present(context, change), headers: { etag: `"${change.after.version}"` } })
}

/** The list with one put elsewhere. */
function placed<T>(items: T[], item: T, at: number | undefined): T[] {
  const rest = items.filter(each => each !== item)
  return at === undefined ? [...rest, item] : [...rest.slice(0, at), item, ...rest.slice(at)]
}

export const taskRoutes = [
  route({ method: 'GET', path: '/tasks/load', tag, summary: 'How much the members whose tasks the caller may read have to do, by when it is due', query: loadQuery, answer: loadAnswer,
    handler: (context, { query }) => readLoad(context, query) }),

  route({ method: 'POST', path: '/records/task/:id/checklist', tag, summary: 'Add an item to a task\'s checklist; answers the task', params, status: 201, answer: recordAnswer, body: z.strictObject({ text, position: position.optional() }),
    async handler(context, { params, body }) {
      const change = await editChecklist(context, params.id, items => placed([...items], { id: newId(), done: false, text: body.text, doneAt: null, doneBy: null }, body.position))
      return answer(context, change, 201)
    } }),

  route({ method: 'PATCH', path: '/records/task/:id/checklist/:item', tag, summary: 'Tick an item, change its text or its place; answers the task', params: itemParams, answer: recordAnswer,
    body: z.strictObject({ done: z.boolean().optional(), text: text.optional(), position: position.optional() }),
    async handler(context, { params, body: { position: at, ...given } }) {
      const change = await editChecklist(context, params.id, items => {
        const item = items.find(each => each.id === params.item)
        const changed = items.map(each => each === item ? { ...each, ...given } : each)
        return item && (at === undefined ? changed : placed(changed, changed[items.indexOf(item)], at))
      })
      return answer(context, change)
    } }),

  route({ method: 'DELETE', path: '/records/task/:id/checklist/:item', tag, summary: 'Take an item off; answers the task', params: itemParams, answer: recordAnswer,
    async handler(context, { params }) {
      return answer(context, await editChecklist(context, params.id, items => items.some(each => each.id === params.item) ? items.filter(each => each.id !== params.item) : undefined))
    } }),

  route({ method: 'POST', path: '/records/task/:id/snooze', tag, summary: 'Be reminded of a task later: in so many minutes, or at a time', params, answer: recordAnswer,
    body: z.strictObject({ minutes: z.number().int().min(1).max(527_040).optional(), until: z.iso.datetime({ offset: true }).optional() }),
    async handler(context, { params, body: { minutes, until } }) {
      const at = until === undefined ? context.now.getTime() + (minutes ?? 0) * 60_000 : Date.parse(until)
      if ((minutes === undefined) === (until === undefined) || !(at > context.now.getTime())) throw new Problem('invalid', { faults: [{ path: until === undefined ? 'minutes' : 'until', code: 'task.snooze' }] })
      return answer(context, await snoozeTask(context, params.id, new Date(at)))
    } }),
]
