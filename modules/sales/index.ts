// Sales: deals in pipelines, products, and what they come to in numbers.
import { defineModule } from '../../kernel/module.ts'
import { activityOf } from '../contacts/index.ts'
import { deal, dealBehaviour } from './deal.ts'
import { errors } from './errors.ts'
import { fillTimes, restampStages } from './fill-times.ts'
import { goalRoutes } from './goal/routes.ts'
import { salesPipeline } from './pipeline.ts'
import { product } from './product.ts'
import { routes } from './routes.ts'
import { views } from './views.ts'

export const sales = defineModule('sales', {
  needs: ['contacts'],
  objects: [deal, product],
  pipelines: [salesPipeline],
  views,
  behaviours: [dealBehaviour, activityOf('deal')],
  routes: [...routes, ...goalRoutes],
  jobs: [fillTimes],
  schedules: [{ job: fillTimes, every: 'day' }],
  subscribers: [restampStages],
  errors,
  migrations: { room: 'sales', folder: new URL('./migrations/', import.meta.url) },
})
