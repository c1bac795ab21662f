// Steps addTag and removeTag: on the trigger's record, or the one that `object` and `recordId` name. A tag that is already
// there (or not there) changes nothing.
import { z } from 'zod'
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import { lockRows } from '../../../kernel/record/lock.ts'
import type { Names } from '../names.ts'
import { defineStep, type Call } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { recordsOf, writeFor } from '../write.ts'
import { checkTarget, objectNamed, targetOf } from './target.ts'

const input = z.strictObject({ tag: z.string().trim().min(1).max(500), object: z.string().optional(), recordId: z.string().min(1).optional() })

type Input = z.output<typeof input>

const parts = {
  input,
  writes: true,
  fixed: ['object' as const],
  check: (given: Input, names: Names, own: string): Fault[] => checkTarget(given, names, own, 'update'),
  output: ({ object }: Input, own: string) => ({ kind: 'record' as const, object: object ?? own }),
}

export const addTag = defineStep('addTag', {
  ...parts,
  ...stepTexts.addTag,
  run: calls => retag(calls, (tags, tag) => tags.includes(tag) ? tags : [...tags, tag]),
})

export const removeTag = defineStep('removeTag', {
  ...parts,
  ...stepTexts.removeTag,
  run: calls => retag(calls, (tags, tag) => tags.filter(each => each !== tag)),
})

/** Reads the tags behind the row's lock, so that two runs do not undo each other's. */
async function retag(calls: Call<Input>[], change: (tags: string[], tag: string) => string[]): Promise<object[]> {
  const [{ context }] = calls
  const name = objectNamed(calls[0])
  const object = context.workspace.objects.get(name)
  if (!object) throw new Problem('object.unknown')
  const rows = await lockRows(context, object, calls.map(targetOf))
  const changes = await writeFor(calls, name, call => {
    const id = targetOf(call)
    const row = rows.get(id)
    const tags = change(row?.values.tags ?? [], tagOf(call))
    if (row) row.values.tags = tags
    return { op: 'update', id, data: { tags } }
  })
  return recordsOf(calls, changes)
}

function tagOf({ input }: Call<Input>): string {
  const tag = String(input.tag ?? '').trim()
  if (!tag) throw new Problem('invalid', { faults: [{ path: 'tag', code: 'value.required' }] })
  return tag
}
