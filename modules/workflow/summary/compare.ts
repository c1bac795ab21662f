// The workflow room, summaries: what differs between two summaries: lines that went, came and stayed, in their order.

export interface Difference<Item> { kind: 'same' | 'added' | 'removed', item: Item }

/** The longest common run of lines stays; a summary has a few hundred lines at most. */
export function compareLines<Item>(before: Item[], after: Item[], textOf: (item: Item) => string): Difference<Item>[] {
  const common = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  for (let one = before.length - 1; one >= 0; one--) {
    for (let other = after.length - 1; other >= 0; other--) {
      common[one][other] = textOf(before[one]) === textOf(after[other]) ? common[one + 1][other + 1] + 1 : Math.max(common[one + 1][other], common[one][other + 1])
    }
  }
  const told: Difference<Item>[] = []
  let [one, other] = [0, 0]
  while (one < before.length || other < after.length) {
    if (one < before.length && other < after.length && textOf(before[one]) === textOf(after[other])) {
      told.push({ kind: 'same', item: after[other++] })
      one++
    } else if (other >= after.length || (one < before.length && common[one + 1][other] >= common[one][other + 1])) told.push({ kind: 'removed', item: before[one++] })
    else told.push({ kind: 'added', item: after[other++] })
  }
  return told
}
