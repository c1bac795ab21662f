// Messages to customers: the step that writes them, the hours in which they go out, and what became of each. Which program carries
// them is a connector's matter.
import { defineModule } from '../../kernel/module.ts'
import { takeUpSenders } from './channel.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { sendMessage } from './steps/send-message.ts'
import { messagesAbout } from './timeline.ts'

export const messaging = defineModule('messaging', {
  needs: ['workflow', 'contacts'],
  compose: takeUpSenders,
  steps: [sendMessage],
  timeline: messagesAbout,
  routes,
  errors,
  migrations: { room: 'messaging', folder: new URL('./migrations/', import.meta.url) },
})
