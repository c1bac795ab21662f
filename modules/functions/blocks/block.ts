// The functions room: the blocks of the visual builder. A value in a block is text; what stands in `{{ }}` is an expression, and one
// that is nothing else keeps its type: as in the templates of workflows.
import { z } from 'zod'
import { collectionDoings, comparisons, requestMethods } from './choices.ts'

const value = z.string().max(5000)
/** Words that are no names of values in JavaScript, and what the function is given. */
const taken = new Set(('await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null return static super switch this throw true try typeof undefined var void while with yield '
  + 'arguments eval implements interface package private protected public record input crm http mail chat log console JSON Math Date Object Array String Number').split(' '))
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,39}$/).refine(given => !taken.has(given))
const object = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/)
const data = z.array(z.strictObject({ field: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/), value })).max(100)
const saveAs = name.optional()

/** Each block; the lists inside it are read by read-blocks.ts. */
export const shapes = {
  setVariable: z.strictObject({ type: z.literal('setVariable'), name, value }),
  comment: z.strictObject({ type: z.literal('comment'), text: value }),
  if: z.strictObject({ type: z.literal('if'), left: value, compare: z.enum(comparisons), right: value.optional(), then: z.unknown(), else: z.unknown().optional() }),
  loop: z.strictObject({ type: z.literal('loop'), items: value, name, do: z.unknown() }),
  sendMail: z.strictObject({ type: z.literal('sendMail'), to: value, subject: value, body: value }),
  webhook: z.strictObject({ type: z.literal('webhook'), url: value, body: data }),
  invokeApi: z.strictObject({ type: z.literal('invokeApi'), method: z.enum(requestMethods), url: value, headers: z.array(z.strictObject({ name: z.string().max(100), value })).max(20).optional(), body: data.optional(), saveAs }),
  collection: z.strictObject({ type: z.literal('collection'), do: z.enum(collectionDoings), name, key: value.optional(), value: value.optional() }),
  getRecord: z.strictObject({ type: z.literal('getRecord'), object, id: value, saveAs: name }),
  findRecords: z.strictObject({ type: z.literal('findRecords'), object, field: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/), value, saveAs: name }),
  createRecord: z.strictObject({ type: z.literal('createRecord'), object, data, saveAs }),
  updateRecord: z.strictObject({ type: z.literal('updateRecord'), object, id: value, data, saveAs }),
  deleteRecord: z.strictObject({ type: z.literal('deleteRecord'), object, id: value }),
  log: z.strictObject({ type: z.literal('log'), text: value }),
  return: z.strictObject({ type: z.literal('return'), value }),
}

export type BlockType = keyof typeof shapes

type Shape<Type extends BlockType> = z.output<typeof shapes[Type]>
export type Block =
  | Exclude<{ [Type in BlockType]: Shape<Type> }[BlockType], { type: 'if' } | { type: 'loop' }>
  | (Omit<Shape<'if'>, 'then' | 'else'> & { then: Block[], else?: Block[] })
  | (Omit<Shape<'loop'>, 'do'> & { do: Block[] })

/** As they are given; `readBlocks` says what is wrong with them. */
export const block = z.looseObject({ type: z.string() })
