// Sales over HTTP: a deal's stages, and the figures of the insight page. Each figure comes with the filter of its deals.
import { z } from 'zod'
import { route } from '../../kernel/http/route.ts'
import { forecastAnswer, readForecast } from './forecast.ts'
import { funnelAnswer, funnelDealsAnswer, funnelDealsQuery, funnelQuery, listFunnelDeals, readFunnel } from './funnel.ts'
import { conversionAnswer, readConversionBy, readReasons, readVelocity, reasonsAnswer, velocityAnswer } from './outcome.ts'
import { reportQuery } from './report.ts'
import { readStays, staysAnswer } from './stays.ts'

const tag = 'sales'

export const routes = [
  route({ method: 'GET', path: '/records/deal/:id/stages', tag, summary: 'Where a deal has been, for how long, and its age', params: z.object({ id: z.uuid() }), answer: staysAnswer,
    handler: (context, { params: { id } }) => readStays(context, id) }),

  route({ method: 'GET', path: '/sales/forecast', tag, summary: 'Amount × probability by month of closing, per currency', query: reportQuery, answer: forecastAnswer,
    handler: (context, { query }) => readForecast(context, query) }),

  route({ method: 'GET', path: '/sales/funnel', tag, summary: 'Of the deals that came into each stage, how many went on', query: funnelQuery, answer: funnelAnswer,
    handler: (context, { query }) => readFunnel(context, query) }),

  route({ method: 'GET', path: '/sales/funnel/deals', tag, summary: 'The deals behind a figure of the funnel', query: funnelDealsQuery, answer: funnelDealsAnswer,
    handler: (context, { query }) => listFunnelDeals(context, query) }),

  route({ method: 'GET', path: '/sales/conversion', tag, summary: 'What became of the deals that were opened, by source or another group', query: reportQuery.omit({ currency: true }), answer: conversionAnswer,
    handler: (context, { query }) => readConversionBy(context, query) }),

  route({ method: 'GET', path: '/sales/velocity', tag, summary: 'Win rate and days from opening to closing, by any group', query: reportQuery.omit({ currency: true }), answer: velocityAnswer,
    handler: (context, { query }) => readVelocity(context, query) }),

  route({ method: 'GET', path: '/sales/reasons', tag, summary: 'Why deals were lost, the most frequent reason first', query: reportQuery.omit({ by: true }), answer: reasonsAnswer,
    handler: (context, { query }) => readReasons(context, query) }),
]
