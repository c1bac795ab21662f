// The functions room's screens: what the editor offers while one types: the tools of a function, and the fields of objects.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { ObjectInfo } from '../../../web/queries.ts'

const verb = (label: string, detail: string): Completion => ({ label, detail, type: 'method' })

/** By what stands before the dot. */
export const tools: Record<string, Completion[]> = {
  crm: [
    verb('get', '(object, id)'), verb('search', '(object, filter, { limit, sort })'), verb('related', '(object, id, relation)'), verb('create', '(object, data)'), verb('update', '(object, id, data)'), verb('delete', '(object, id)'),
  ],
  http: [verb('fetch', '(url, { method, headers, body })')],
  mail: [verb('send', '({ to, subject, body })')],
  chat: [verb('post', '(channel, text)')],
}

const names: Completion[] = [
  ...['record', 'input'].map((label): Completion => ({ label, type: 'variable' })), ...Object.keys(tools).map((label): Completion => ({ label, type: 'namespace' })), { label: 'log', detail: '(…)', type: 'function' }, { label: 'await', type: 'keyword' }, { label: 'return', type: 'keyword' },
]

/** Pure: what may follow the text before the cursor; `from` counts back from there. */
export function offersFor(before: string, objects: Pick<ObjectInfo, 'name' | 'label' | 'fields'>[], say: (text: ObjectInfo['label']) => string): { back: number, options: Completion[] } | null {
  const object = /\bcrm\.\w+\(\s*['"](\w*)$/.exec(before)
  if (object) return { back: object[1].length, options: objects.map(({ name, label }) => ({ label: name, detail: say(label), type: 'class' })) }
  const relation = /\bcrm\.related\(\s*['"](\w+)['"][^'"]*['"](\w*)$/.exec(before)
  if (relation) return { back: relation[2].length, options: fieldsOf(objects.filter(({ name }) => name === relation[1]), say).filter(({ type }) => type === 'class') }
  const inData = /\bcrm\.(?:create|update|search)\(\s*['"](\w+)['"][^{}]*\{(?:[^{}]*,)?\s*(\w*)$/.exec(before)
  if (inData) return { back: inData[2].length, options: fieldsOf(objects.filter(({ name }) => name === inData[1]), say) }
  const below = /\b(\w+)\??\.(\w*)$/.exec(before)
  if (below) return { back: below[2].length, options: tools[below[1]] ?? (below[1] === 'record' ? fieldsOf(objects, say) : []) }
  const word = /(?:^|[^\w.'"])(\w+)$/.exec(before)
  return word ? { back: word[1].length, options: names } : null
}

/** Each field once, though several objects have it. */
function fieldsOf(objects: Pick<ObjectInfo, 'fields'>[], say: (text: ObjectInfo['label']) => string): Completion[] {
  const fields = new Map(objects.flatMap((object) => object.fields).map((field) => [field.name, field]))
  return [...fields.values()].map((field) => ({ label: field.name, detail: say(field.label), type: field.type === 'relation' ? 'class' : 'property' }))
}

export function completeFrom(objects: ObjectInfo[], say: (text: ObjectInfo['label']) => string) {
  return ({ state, pos }: CompletionContext): CompletionResult | null => {
    const line = state.sliceDoc(Math.max(0, pos - 500), pos)
    const found = offersFor(line, objects, say)
    return found && found.options.length ? { from: pos - found.back, options: found.options, validFor: /^\w*$/ } : null
  }
}
