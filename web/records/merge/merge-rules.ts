// Who may merge records of an object, how many at once, and where duplicates can be told. Pure.
import type { ObjectInfo, Scope } from '../../queries.ts'

/** As many as stand side by side; the server takes more. */
export const MOST_MERGED = 5

/** Fields by which the server finds duplicates; an object without any has none. */
export const tellsDuplicates = (object: ObjectInfo): boolean => object.fields.some((field) => field.type === 'phone' || field.type === 'email')

const may = (right: Scope) => right !== 'none'
export const mayMerge = (object: ObjectInfo): boolean => may(object.access.update) && may(object.access.delete)
