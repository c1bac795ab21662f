// Kernel, objects: relations that reach whatever objects a customer makes (`toCustom`, such as what a task is about)
// follow them: a new object becomes a target, a removed one ceases to be.
import type { ObjectDefinition } from './definition.ts'

/** The objects with the targets of such relations brought up to the objects there are. */
export function followCustom(objects: Map<string, ObjectDefinition>): Map<string, ObjectDefinition> {
  const custom = [...objects.values()].filter(object => object.custom).map(object => object.name)
  return new Map([...objects].map(([name, object]) => [name, { ...object, fields: object.fields.map(field => {
    if (!field.toCustom || !Array.isArray(field.to)) return field
    const present = field.to.filter(target => objects.has(target))
    return { ...field, to: [...present, ...custom.filter(target => !present.includes(target))] }
  }) }]))
}
