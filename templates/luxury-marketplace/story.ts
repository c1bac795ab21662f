// Template luxury-marketplace: its demo story, as values: 300 customers in six groups, each with a deal and an item, who live through
// the whole chain; days are counted from the group's first.

/** A group begins every six days. */
export const groups = 6
const customersOfGroup = 50
export const daysBetweenGroups = 6

const given = ['Ratna', 'Budi', 'Sari', 'Dewi', 'Agus', 'Putri', 'Andi', 'Maya', 'Rizky', 'Lestari']
const family = ['Wijaya', 'Santoso', 'Halim', 'Kusuma', 'Pratama']
const watches = [['Patek Philippe', 'Nautilus'], ['Rolex', 'Daytona'], ['Audemars Piguet', 'Royal Oak'], ['Hermès', 'Kelly 28'], ['Chanel', 'Classic Flap']]

/** One customer of a group, by her place in it: name, item, whether her item's appraisal was done while the deal waited, whether she may be written to and has a voucher. */
export const customers = Array.from({ length: customersOfGroup }, (_, at) => ({
  firstName: given[at % given.length], lastName: family[Math.floor(at / given.length)], brand: watches[at % watches.length][0], model: watches[at % watches.length][1], appraised: at % 2 === 0, phone: `0812 5550 ${String(1000 + at)}`, language: at % 5 === 0 ? 'en' : 'id', consents: at % 10 !== 9, voucher: at % 3 === 0,
}))

/** What happens on which day of a group, in this order. */
export const days = {
  intake: 0, priceOffering: 1, graded: 2, overdue: 4, progress: 5, goodsOut: 6, delivered: 8, afterSales: 9, d3: 12, d30: 39, birthday: 60, d90: 99, d365: 374,
} as const
