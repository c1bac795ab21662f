// Sales: deals in pipelines, and products.
import { defineModule } from '../../kernel/module.ts'
import { activityOf } from '../contacts/index.ts'
import { deal, dealBehaviour } from './deal.ts'
import { salesPipeline } from './pipeline.ts'
import { product } from './product.ts'
import { views } from './views.ts'

export const sales = defineModule('sales', {
  needs: ['contacts'],
  objects: [deal, product],
  pipelines: [salesPipeline],
  views,
  behaviours: [dealBehaviour, activityOf('deal')],
})
