// Areas over HTTP, for the address editor and whoever else fills in addresses.
import { z } from 'zod'
import { paged } from '../../../http/answer-part.ts'
import { Problem } from '../../../http/errors.ts'
import { route } from '../../../http/route.ts'
import { pageInOrder, pageQuery } from '../../../workspace/page.ts'
import { findAreas, levels, type Area } from './areas.ts'

const areaAnswer = z.object({ code: z.string(), name: z.string(), level: z.enum(levels), postalCode: z.string().nullable(), within: z.array(z.string()) })

export const areaRoutes = [
  route({ method: 'GET', path: '/areas', tag: 'areas', summary: 'Indonesian provinces, cities, districts and villages with postal codes',
    query: pageQuery.extend({ within: z.string().max(20).optional(), q: z.string().max(100).optional() }), answer: paged(areaAnswer),
    handler: async (_, { query: { within, q, ...paging } }) => {
      const areas = findAreas(within, q)
      if (!areas) throw new Problem('notFound')
      const { data, page } = pageInOrder(areas, paging)
      return { data: data.map(presentArea), page }
    } }),
]

/** With the names above it, nearest first, so that a village found by its name can fill a whole address. */
function presentArea({ code, name, level, postalCode, above }: Area): z.output<typeof areaAnswer> {
  const names: string[] = []
  for (let each = above; each; each = each.above) names.push(each.name)
  return { code, name, level, postalCode: postalCode ?? null, within: names }
}
