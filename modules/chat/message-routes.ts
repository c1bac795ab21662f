// Team chat over HTTP: messages, what is unread, search, and what becomes of a message: a task, a question.
import { z } from 'zod'
import { sql } from '../../kernel/database/sql.ts'
import { paged } from '../../kernel/http/answer-part.ts'
import { Answer, noContent, route } from '../../kernel/http/route.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { ask, takeBack } from './ask.ts'
import { endQuestions } from './ask-answer.ts'
import { readChannel } from './channel.ts'
import { listMessages, messageAnswer, messagePage, readMessage, readMessages } from './message.ts'
import { markRead, readUnread, unreadAnswer } from './unread.ts'
import { edit, react, say, takeAway } from './say.ts'
import { searchMessages } from './search.ts'
import { makeTask } from './task.ts'

const tag = 'chat'
const id = z.uuid().transform(text => text.toLowerCase())
const params = z.object({ id })
/** As it was typed, but for the ends. */
const text = z.string().max(10_000).refine(given => given.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(given)).transform(given => given.trim())
const place = z.coerce.number().int().min(0)
/** One sign of a keyboard of signs, such as a thumb up. */
const sign = z.string().min(1).max(16).refine(given => given.isWellFormed() && /^\p{Extended_Pictographic}/u.test(given))
const most = 200
const taskAnswer = z.object({ task: z.string(), made: z.boolean().meta({ description: 'False: the message had one already' }) })

export const messageRoutes = [
  route({ method: 'GET', path: '/chat/channels/:id/messages', tag, summary: 'Messages of a channel or of a thread, newest first; `before` and `after` are places', params, answer: messagePage,
    query: z.strictObject({ thread: id.optional(), before: place.optional(), after: place.optional(), limit: z.coerce.number().int().min(1).max(most).default(50) }),
    async handler(context, { params, query }) {
      await readChannel(context, params.id)
      return listMessages(context, params.id, query)
    } }),

  route({ method: 'POST', path: '/chat/channels/:id/messages', tag, summary: 'Say something; members stand in the text as `<@id>`, everybody as `@channel`', params, status: 201, answer: messageAnswer,
    body: z.strictObject({ text: text.default(''), thread: id.optional(), files: z.array(id).max(10).default([]) }),
    handler: (context, { params, body }) => say(context, params.id, body) }),

  route({ method: 'POST', path: '/chat/channels/:id/read', tag, summary: 'You have read up to this place', params, body: z.strictObject({ seq: z.number().int().min(0) }), answer: unreadAnswer,
    handler: (context, { params, body }) => markRead(context, params.id, body.seq) }),

  route({ method: 'GET', path: '/chat/unread', tag, summary: 'What you have not read, in all and by channel', answer: unreadAnswer, handler: context => readUnread(context) }),

  route({ method: 'GET', path: '/chat/search', tag, summary: 'Messages with these words in the channels that you may read, newest first', answer: paged(messageAnswer),
    query: z.strictObject({ q: z.string().trim().min(1).max(200), channel: id.optional(), after: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    handler: (context, { query, app }) => searchMessages(context, app, query) }),

  route({ method: 'GET', path: '/chat/messages/:id', tag, summary: 'One message', params, answer: messageAnswer, handler: (context, { params }) => readMessage(context, params.id) }),

  route({ method: 'PATCH', path: '/chat/messages/:id', tag, summary: 'Edit a message of yours', params, body: z.strictObject({ text }), answer: messageAnswer, handler: (context, { params, body }) => edit(context, params.id, body.text) }),

  route({ method: 'DELETE', path: '/chat/messages/:id', tag, summary: 'Take a message of yours away; its place stays', params, status: 204,
    async handler(context, { params }) {
      await takeAway(context, params.id)
      return noContent
    } }),

  route({ method: 'POST', path: '/chat/messages/:id/reactions', tag, summary: 'Put a sign on a message, or take yours off', params, body: z.strictObject({ sign, on: z.boolean().default(true) }), answer: messageAnswer,
    handler: (context, { params, body }) => react(context, params.id, body.sign, body.on) }),

  route({ method: 'POST', path: '/chat/messages/:id/task', tag, summary: 'Make a task of a message, once unless asked `again`', params, answer: taskAnswer,
    body: z.strictObject({ subject: z.string().trim().min(1).max(300).optional(), owner: id.optional(), dueAt: z.string().max(40).optional(), again: z.boolean().optional() }),
    async handler(context, { params, body }) {
      const done = await makeTask(context, params.id, body)
      return new Answer({ status: done.made ? 201 : 200, json: done })
    } }),

  route({ method: 'GET', path: '/chat/tasks/:id', tag, summary: 'The messages that became this task, as far as you may read them', params, answer: paged(messageAnswer),
    handler: async (context, { params }) => ({ data: await readMessages(context, sql`t.task = ${params.id}::uuid`, 20), page: { next: null } }) }),

  route({ method: 'POST', path: '/chat/messages/:id/ask', tag, summary: 'Ask a colleague for an answer within so many hours; then she is asked again, then her supervisor told', params, answer: messageAnswer,
    body: z.strictObject({ member: id, hours: z.number().int().min(1).max(720).default(24) }),
    async handler(context, { params, body }) {
      await ask(context, params.id, body)
      return readMessage(context, params.id)
    } }),

  route({ method: 'POST', path: '/chat/messages/:id/answered', tag, summary: 'You have answered, by whatever way: nobody asks on', params, answer: messageAnswer,
    async handler(context, { params }) {
      const { ask } = await readMessage(context, params.id)
      if (!ask || ![ask.asked, ask.asker].includes(context.actor.member)) throw new Problem('notFound')
      await endQuestions(context, sql`a.id = ${ask.id}::uuid`)
      return readMessage(context, params.id)
    } }),

  route({ method: 'DELETE', path: '/chat/messages/:id/ask', tag, summary: 'Take a question of yours back', params, status: 204,
    async handler(context, { params }) {
      await takeBack(context, await readMessage(context, params.id))
      return noContent
    } }),
]
