// The modules, connectors and business templates that this program is made of, in the order in which they build on each other.
import type { Module } from '../kernel/module.ts'
import { messageSimulator } from '../connectors/message-simulator/index.ts'
import { teamChat } from '../connectors/team-chat/index.ts'
import { approvals } from '../modules/approvals/index.ts'
import { chat } from '../modules/chat/index.ts'
import { contacts } from '../modules/contacts/index.ts'
import { documents } from '../modules/documents/index.ts'
import { functions } from '../modules/functions/index.ts'
import { messaging } from '../modules/messaging/index.ts'
import { sales } from '../modules/sales/index.ts'
import { tasks } from '../modules/tasks/index.ts'
import { webhook } from '../modules/webhook/index.ts'
import { workflow } from '../modules/workflow/index.ts'

export { templates } from '../templates/index.ts'

export const modules: Module[] = [contacts, sales, tasks, documents, webhook, workflow, approvals, chat, functions, messaging, teamChat, messageSimulator]
