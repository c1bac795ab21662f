// The functions room: what may be chosen in blocks; server and builder go by the same lists.

export const comparisons = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains', 'empty', 'filled'] as const
export const collectionDoings = ['list', 'map', 'add', 'put', 'remove'] as const
export const requestMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The lists of blocks inside a block. */
export const listsOf: Record<string, string[] | undefined> = { if: ['then', 'else'], loop: ['do'] }
