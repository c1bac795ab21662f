// Team chat: channels and conversations inside, notices of workflows in them, and a channel's way to an outside chat.
import { defineModule } from '../../kernel/module.ts'
import { unanswered } from './ask.ts'
import { channelRoutes } from './channel-routes.ts'
import { errors } from './errors.ts'
import { installChannels } from './install.ts'
import { chatAudience, chatFiles } from './live.ts'
import { messageRoutes } from './message-routes.ts'
import { takeUpConnectors } from './outside/outside.ts'
import { purgeDeliveries } from './outside/purge-job.ts'
import { outsideRoutes } from './outside/routes.ts'
import { sendToOutside } from './outside/send-job.ts'
import { postToChannel } from './steps/post-to-channel.ts'
import { doneTasksAnswer } from './task-answer.ts'

export const chat = defineModule('chat', {
  needs: ['workflow', 'tasks'],
  compose: takeUpConnectors,
  steps: [postToChannel],
  behaviours: [doneTasksAnswer],
  routes: [...channelRoutes, ...messageRoutes, ...outsideRoutes],
  timers: [unanswered],
  jobs: [sendToOutside, purgeDeliveries],
  install: (context, values, from) => installChannels(context, values.channels ?? [], from),
  schedules: [{ job: purgeDeliveries, every: 'day' }],
  audiences: [chatAudience],
  keepers: [chatFiles],
  errors,
  migrations: { room: 'chat', folder: new URL('./migrations/', import.meta.url) },
})

/** For rooms that speak in the chat: users' functions, approvals. */
export { postMessages, type Notice } from './notice.ts'
