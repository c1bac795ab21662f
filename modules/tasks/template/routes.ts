// Tasks, templates over HTTP: administrators keep them, whoever makes tasks uses them.
import { z } from 'zod'
import { paged, recordAnswer } from '../../../kernel/http/answer-part.ts'
import { Answer, noContent, route } from '../../../kernel/http/route.ts'
import { present } from '../../../kernel/record/present.ts'
import { byName, pageOf, pageQuery } from '../../../kernel/workspace/page.ts'
import { makeSet } from './make-set.ts'
import { addTemplate, changeTemplate, readTemplate, readTemplates, removeTemplate, templateAnswer, templateChange, templateInput } from './template.ts'

const tag = 'tasks'
const id = z.uuid().transform(text => text.toLowerCase())
const params = z.object({ id })

export const templateRoutes = [
  route({ method: 'GET', path: '/task-templates', tag, summary: 'Templates of sets of tasks, by name', query: pageQuery, answer: paged(templateAnswer),
    handler: async (context, { query }) => pageOf(await readTemplates(context), byName, query) }),

  route({ method: 'POST', path: '/task-templates', tag, access: 'administrator', status: 201, summary: 'Keep a set of tasks as a template', body: templateInput, answer: templateAnswer,
    handler: (context, { body }) => addTemplate(context, body) }),

  route({ method: 'GET', path: '/task-templates/:id', tag, summary: 'One template', params, answer: templateAnswer, handler: (context, { params }) => readTemplate(context, params.id) }),

  route({ method: 'PATCH', path: '/task-templates/:id', tag, access: 'administrator', summary: 'Change a template; tasks that it made stay as they are', params, body: templateChange, answer: templateAnswer,
    handler: (context, { params, body }) => changeTemplate(context, params.id, body) }),

  route({ method: 'DELETE', path: '/task-templates/:id', tag, access: 'administrator', status: 204, summary: 'Remove a template; tasks that it made stay', params,
    async handler(context, { params }) {
      await removeTemplate(context, params.id)
      return noContent
    } }),

  route({ method: 'POST', path: '/task-templates/:id/tasks', tag, status: 201, summary: 'Make the tasks of a template, all or none, about a record or about none', params,
    body: z.strictObject({ about: z.strictObject({ object: z.string().max(63), id }).optional(), start: z.iso.date().optional().describe('The day from which due days are counted; by default today') }),
    answer: z.object({ data: z.array(recordAnswer) }),
    async handler(context, { params, body }) {
      const made = await makeSet(context, await readTemplate(context, params.id), body)
      return new Answer({ status: 201, text: `{"data":[${made.map(change => present(context, change)).join(',')}]}` })
    } }),
]
