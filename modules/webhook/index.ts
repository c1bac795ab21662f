// Webhooks out (API.md §9): other programs hear of what happens to records, signed, in order for each record, again until
// they have it.
import { defineModule } from '../../kernel/module.ts'
import { errors } from './errors.ts'
import { purgeDeliveries } from './purge-job.ts'
import { routes } from './routes.ts'
import { sendDeliveries } from './send-job.ts'
import { enqueueDeliveries } from './subscriber.ts'

export const webhook = defineModule('webhook', {
  routes,
  errors,
  subscribers: [enqueueDeliveries],
  jobs: [sendDeliveries, purgeDeliveries],
  schedules: [{ job: purgeDeliveries, every: 'day' }],
  migrations: { room: 'webhook', folder: new URL('./migrations/', import.meta.url) },
})
