// Step forEach: takes its steps for each of several things, one after the other. Inside, `item` is the thing and `index` its
// place, from 1.
import { z } from 'zod'
import { Problem } from '../../../kernel/http/errors.ts'
import { open, shapeAt, valueOf, type Names, type Shape } from '../names.ts'
import { defineStep } from '../step.ts'
import type { Path } from '../template.ts'
import { stepTexts } from '../texts.ts'

/** Beyond it a list is refused rather than cut. */
const MOST_ITEMS = 1000

export const forEach = defineStep('forEach', {
  ...stepTexts.forEach,
  /** A list, or a template that yields one, such as `{{ steps.find.records }}`, `{{ steps.find }}` or `{{ trigger.body.lines }}`. */
  input: z.strictObject({ items: z.union([z.string().min(1), z.array(z.unknown()).max(MOST_ITEMS)]) }),
  blocks: { steps: true },
  output: () => ({ kind: 'fields', fields: { count: valueOf('number') } }),
  inside: (_, names, paths) => ({ item: itemShape(names, paths), index: valueOf('number') }),
  turns: ({ items }: { items: unknown[] }) => items.map((item, at) => ({ block: 'steps', index: at + 1, item })),
  run: async calls => calls.map(({ input }) => {
    const items = listOf(input.items)
    return { count: items.length, items }
  }),
})

/** What lies in the one list that is named; anything otherwise. */
function itemShape(names: Names, paths: Path[]): Shape {
  const named = paths.length === 1 ? shapeAt(names, paths[0]) : undefined
  const shape = named?.kind === 'fields' ? named.fields.records : named
  return shape?.kind === 'list' ? shape.of : open
}

/** Nothing is no list, and so no turn. A step that found records stands for them: `{{ steps.find }}`. */
function listOf(given: unknown): unknown[] {
  const items = typeof given === 'object' && given !== null && 'records' in given ? given.records : given
  if (items === null || items === undefined || items === '') return []
  if (!Array.isArray(items)) throw new Problem('invalid', { faults: [{ path: 'items', code: 'list.expected' }] })
  if (items.length > MOST_ITEMS) throw new Problem('invalid', { faults: [{ path: 'items', code: 'list.tooLong', parameters: { max: MOST_ITEMS } }] })
  return items
}
