// Settings: the screens by their address, each loaded when opened. The router needs no more: what the pages are called is loaded
// with their menu (pages.ts).
import type { ComponentType } from 'react'

type Load = () => Promise<{ default: ComponentType }>

export const settingsScreens = {
  account: () => import('./account/account-screen.tsx'),
  sessions: () => import('./account/sessions-screen.tsx'),
  'granted-apps': () => import('./apps/granted-apps-screen.tsx'),
  workspace: () => import('./workspace/workspace-screen.tsx'),
  members: () => import('./members/members-screen.tsx'),
  teams: () => import('./members/teams-screen.tsx'),
  branches: () => import('./branches/branches-screen.tsx'),
  'exchange-rates': () => import('./exchange-rates/exchange-rates-screen.tsx'),
  holidays: () => import('./holidays/holidays-screen.tsx'),
  'sending-hours': () => import('../../modules/messaging/web/hours-screen.tsx'),
  organisation: () => import('./organisation/organisation-screen.tsx'),
  objects: () => import('./objects/objects-screen.tsx'),
  'objects/$name': () => import('./objects/object-screen.tsx'),
  layouts: () => import('./layouts/layouts-screen.tsx'),
  'layouts/$id': () => import('./layouts/layout-screen.tsx'),
  pipelines: () => import('./pipelines/pipelines-screen.tsx'),
  'pipelines/$name': () => import('./pipelines/pipeline-screen.tsx'),
  'lead-scoring': () => import('../../modules/contacts/lead/web/scoring-screen.tsx'),
  'lead-conversion': () => import('../../modules/contacts/lead/web/mapping-screen.tsx'),
  'task-templates': () => import('../../modules/tasks/web/templates-screen.tsx'),
  workflows: () => import('../../modules/workflow/web/workflows-screen.tsx'),
  'workflows/$id': () => import('../../modules/workflow/web/workflow-screen.tsx'),
  functions: () => import('../../modules/functions/web/functions-screen.tsx'),
  'functions/$id': () => import('../../modules/functions/web/function-screen.tsx'),
  roles: () => import('./roles/roles-screen.tsx'),
  'roles/$name': () => import('./roles/role-screen.tsx'),
  'sharing-rules': () => import('./sharing/sharing-screen.tsx'),
  'api-keys': () => import('./api-keys/api-keys-screen.tsx'),
  apps: () => import('./apps/apps-screen.tsx'),
  webhooks: () => import('../../modules/webhook/web/webhooks-screen.tsx'),
  'event-log': () => import('./event-log/event-log-screen.tsx'),
} satisfies Record<string, Load>

export type SettingsPath = keyof typeof settingsScreens
