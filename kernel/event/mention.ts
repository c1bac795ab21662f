// Event room: the members whom a text names, as people type it: @Budi Santoso, or @budi@example.com where two have one name.
// Pure, so that the browser marks what the server tells.
export interface Nameable { id: string, name: string, email?: string | null }

/** A place in a text, the @ included, and whom it names: all that have the name. */
export interface Mention { at: number, length: number, members: string[] }

export function mentionsIn(text: string, people: Nameable[]): Mention[] {
  if (!text.includes('@')) return []
  const names = people.flatMap(({ id, name, email }) => [name, email].flatMap(each => each ? [{ id, name: each }] : []))
  return [...text.matchAll(/(?<![\p{L}\p{N}._@-])@/gu)].flatMap(({ index }) => {
    const named = names.filter(({ name }) => reads(text, index + 1, name))
    // the longest, so that nobody is taken for the beginning of another's name
    const longest = Math.max(0, ...named.map(({ name }) => name.length))
    const members = named.filter(({ name }) => name.length === longest).map(({ id }) => id)
    return members.length ? [{ at: index, length: longest + 1, members }] : []
  })
}

function reads(text: string, at: number, name: string): boolean {
  const end = at + name.length
  return text.slice(at, end).toLowerCase() === name.toLowerCase() && !/^[\p{L}\p{N}]/u.test(text.slice(end))
}
