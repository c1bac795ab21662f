// Settings, organisation chart: the tree that reporting lines make. Pure functions.

export type Person = { id: string; name: string; manager: string | null }
export type Node<P extends Person> = { person: P; reports: Node<P>[] }

/**
 * Those who report to nobody shown at the top, with everyone below them by name. Each stands in it once, also when lines
 * went in a circle: then the first by name of the circle is at its top.
 */
export function reportingTree<P extends Person>(people: P[]): Node<P>[] {
  const sorted = people.toSorted((one, other) => one.name.localeCompare(other.name))
  const below = Map.groupBy(sorted, (person) => person.manager)
  const known = new Set(people.map((person) => person.id))
  const placed = new Set<string>()
  const nodeOf = (person: P): Node<P> => {
    placed.add(person.id)
    return { person, reports: (below.get(person.id) ?? []).filter((one) => !placed.has(one.id)).map(nodeOf) }
  }
  const tops = sorted.filter((person) => person.manager === null || !known.has(person.manager)).map(nodeOf)
  return [...tops, ...sorted.flatMap((person) => (placed.has(person.id) ? [] : [nodeOf(person)]))]
}
