// Team chat, outside: connectors that post into channels of other chat programs by their incoming webhooks.
import { defineModule } from '../../kernel/module.ts'
import { cliq } from './cliq.ts'
import { slack } from './slack.ts'

export const teamChat = defineModule('team-chat', { connectors: [slack, cliq] })
