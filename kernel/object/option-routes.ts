// Kernel, objects: options split, merged and renamed over HTTP. Administrators alone.
import { z } from 'zod'
import { route } from '../http/route.ts'
import { describeField, fieldAnswer } from './describe.ts'
import { optionChange } from './input.ts'
import { changeOptions, previewAnswer, previewOptions } from './option-change.ts'
import { readReadyIndexes } from './table-state.ts'

const field = z.object({ object: z.string(), field: z.string() })
const settings = { tag: 'objects', access: 'administrator', params: field, body: optionChange } as const

export const optionRoutes = [
  route({
    ...settings, method: 'POST', path: '/objects/:object/fields/:field/options/preview', reads: true, summary: 'What a change of options would move and rewrite; nothing is written', answer: previewAnswer,
    handler: (context, { params, body, app }) => previewOptions(context, params.object, params.field, body, app.modules),
  }),

  route({
    ...settings, method: 'POST', path: '/objects/:object/fields/:field/options/change', summary: 'Split, merge, rename or remove options: records move by `moveTo`, whatever names the old values follows', answer: z.object({ moved: z.number().meta({ description: 'Records' }), field: fieldAnswer }),
    async handler(context, { params, body, app }) {
      const { after, moved } = await changeOptions(context, params.object, params.field, body, app.modules)
      const object = after.workspace.objects.get(params.object)!
      const changed = object.fields.find(each => each.name === params.field)!
      return { moved, field: describeField(after, object, changed, await readReadyIndexes(after.sql, after.workspace.schema)) }
    },
  }),
]
