// Every route of the product: the kernel's rooms, then the modules'.
import type { App } from '../app.ts'
import { logRoutes } from '../event/log-routes.ts'
import { notificationRoutes } from '../event/notification-routes.ts'
import { realtimeTicketRoutes } from '../event/realtime-routes.ts'
import { areaRoutes } from '../field/types/address/routes.ts'
import { fileRoutes } from '../file/routes.ts'
import { placeRoutes } from '../i18n/routes.ts'
import { clockRoutes } from '../job/routes.ts'
import { objectRoutes } from '../object/routes.ts'
import { optionRoutes } from '../object/option-routes.ts'
import { pipelineRoutes } from '../object/pipeline-routes.ts'
import { screenRoutes } from '../object/screen-routes.ts'
import { viewRoutes } from '../object/view-routes.ts'
import { bulkRoutes } from '../record/bulk/routes.ts'
import { exportRoutes } from '../record/export/routes.ts'
import { importRoutes } from '../record/import/routes.ts'
import { mergeRoutes } from '../record/merge/routes.ts'
import { ownListRoutes } from '../record/own-list.ts'
import { recordRoutes } from '../record/routes.ts'
import { searchRoutes } from '../record/search.ts'
import { workspaceRoutes } from '../workspace/routes.ts'
import { healthRoutes } from './health-routes.ts'
import { openApiRoutes } from './openapi.ts'
import type { Route } from './route.ts'

export function allRoutes({ modules }: Pick<App, 'modules'>): Route[] {
  return [...healthRoutes, ...openApiRoutes, ...workspaceRoutes, ...objectRoutes, ...optionRoutes, ...pipelineRoutes, ...viewRoutes, ...screenRoutes, ...recordRoutes, ...ownListRoutes, ...mergeRoutes, ...importRoutes, ...bulkRoutes, ...fileRoutes, ...areaRoutes, ...exportRoutes, ...searchRoutes,
    ...logRoutes, ...notificationRoutes, ...realtimeTicketRoutes, ...clockRoutes, ...placeRoutes, ...modules.flatMap(each => each.routes ?? [])]
}
