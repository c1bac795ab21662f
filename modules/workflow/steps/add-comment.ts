// Step addComment: a note on the trigger's record, or on the one that `object` and `recordId` name.
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import { targetsOf } from '../../../kernel/object/normalise.ts'
import { rightsOf } from '../../../kernel/permission/role.ts'
import type { Names } from '../names.ts'
import { printValue } from '../reference.ts'
import { defineStep } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { blank } from '../template.ts'
import { recordsOf, writeFor } from '../write.ts'
import { checkTarget, objectNamed, targetOf } from './target.ts'

export const addComment = defineStep('addComment', {
  ...stepTexts.addComment,
  writes: true,
  input: z.strictObject({ body: z.string().trim().min(1).max(10_000), object: z.string().optional(), recordId: z.string().min(1).optional() }),
  fixed: ['object'],
  check(input, names: Names, own: string): Fault[] {
    const about = names.workspace.objects.get('note')?.fields.find(field => field.name === 'about')
    if (!about || !targetsOf(about).includes(input.object ?? own)) return [{ path: input.object ? 'object' : 'type', code: 'workflow.noComments' }]
    if (!rightsOf(names.role, 'note').create) return [{ path: 'type', code: 'workflow.roleDenied', parameters: { role: names.role.name } }]
    return checkTarget(input, names, own, 'read')
  },
  output: () => ({ kind: 'record', object: 'note' }),
  async run(calls) {
    const changes = await writeFor(calls, 'note', call => {
      const { context, run, input } = call
      const about = { object: objectNamed(call), id: targetOf(call) }
      // Whoever is responsible for the record sees the note, within her role's scope.
      const owner = run.values.owner ?? null
      return { op: 'create', data: { body: printValue(input.body, context.workspace.locale) || blank, about, owner } }
    })
    return recordsOf(calls, changes)
  },
})
