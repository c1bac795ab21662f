// Message simulator: stands in for WhatsApp and SMS until they are connected. It keeps what it got, for people and tests to
// read, and answers as the real ones do, also with their errors.
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'
import { simulatorOf } from './simulator.ts'

export const messageSimulator = defineModule('message-simulator', {
  connectors: [simulatorOf('whatsapp'), simulatorOf('sms')],
  routes,
  migrations: { room: 'message-simulator', folder: new URL('./migrations/', import.meta.url) },
})
