// Shell: which objects stand in the navigation, and in which order.
import type { ObjectInfo } from '../queries.ts'

const first = ['contact', 'company', 'lead', 'deal', 'task', 'product']
const rank = (object: ObjectInfo) => (first.includes(object.name) ? first.indexOf(object.name) : first.length)

/** Readable objects, the standard ones first; notes live on the records they are about. */
export function navigationObjects(objects: ObjectInfo[]): ObjectInfo[] {
  return objects
    .filter((object) => object.access.read !== 'none' && object.name !== 'note' && !(object as { hidden?: boolean }).hidden)
    .sort((one, other) => rank(one) - rank(other))
}

/** Whoever sees the tasks of others also sees how much each has to do. */
export const showsLoad = (objects: ObjectInfo[]): boolean => objects.some(({ name, access }) => name === 'task' && !['none', 'own'].includes(access.read))
