// Settings: the list of its pages, in the order of its menu; each screen is loaded when opened.
import type { ComponentType } from 'react'
import type { Text } from '../i18n.tsx'
import { settingsTexts as s } from './texts.ts'

export type SettingsPage = {
  path: string
  label: Text
  help?: Text
  group: 'you' | 'company' | 'data' | 'access'
  /** Stands in the menu; others are reached from a page. */
  menu: boolean
  administrator: boolean
  /** Takes the whole width: the menu makes room. */
  wide?: boolean
  load: () => Promise<{ default: ComponentType }>
}

const page = (path: string, label: Text, help: Text, group: SettingsPage['group'], load: SettingsPage['load'], administrator = true): SettingsPage =>
  ({ path, label, help, group, load, administrator, menu: !path.includes('$') })

export const settingsPages: SettingsPage[] = [
  page('account', s.account, s.accountHelp, 'you', () => import('./account/account-screen.tsx'), false),
  page('sessions', s.sessions, s.sessionsHelp, 'you', () => import('./account/sessions-screen.tsx'), false),
  page('granted-apps', s.grantedApps, s.grantedAppsHelp, 'you', () => import('./apps/granted-apps-screen.tsx'), false),
  page('workspace', s.workspace, s.workspaceHelp, 'company', () => import('./workspace/workspace-screen.tsx')),
  page('members', s.members, s.membersHelp, 'company', () => import('./members/members-screen.tsx')),
  page('teams', s.teams, s.teamsHelp, 'company', () => import('./members/teams-screen.tsx')),
  page('branches', s.branches, s.branchesHelp, 'company', () => import('./branches/branches-screen.tsx')),
  page('exchange-rates', s.exchangeRates, s.exchangeRatesHelp, 'company', () => import('./exchange-rates/exchange-rates-screen.tsx')),
  page('holidays', s.holidays, s.holidaysHelp, 'company', () => import('./holidays/holidays-screen.tsx')),
  page('sending-hours', s.sendingHours, s.sendingHoursHelp, 'company', () => import('../../modules/messaging/web/hours-screen.tsx')),
  page('organisation', s.organisation, s.organisationHelp, 'company', () => import('./organisation/organisation-screen.tsx'), false),
  page('objects', s.objects, s.objectsHelp, 'data', () => import('./objects/objects-screen.tsx')),
  page('objects/$name', s.objects, s.objectsHelp, 'data', () => import('./objects/object-screen.tsx')),
  page('layouts', s.layouts, s.layoutsHelp, 'data', () => import('./layouts/layouts-screen.tsx')),
  page('layouts/$id', s.layouts, s.layoutsHelp, 'data', () => import('./layouts/layout-screen.tsx')),
  page('pipelines', s.pipelines, s.pipelinesHelp, 'data', () => import('./pipelines/pipelines-screen.tsx')),
  page('pipelines/$name', s.pipelines, s.pipelinesHelp, 'data', () => import('./pipelines/pipeline-screen.tsx')),
  page('lead-scoring', s.leadScoring, s.leadScoringHelp, 'data', () => import('../../modules/contacts/lead/web/scoring-screen.tsx')),
  page('lead-conversion', s.leadConversion, s.leadConversionHelp, 'data', () => import('../../modules/contacts/lead/web/mapping-screen.tsx')),
  page('task-templates', s.taskTemplates, s.taskTemplatesHelp, 'data', () => import('../../modules/tasks/web/templates-screen.tsx')),
  page('workflows', s.workflows, s.workflowsHelp, 'data', () => import('../../modules/workflow/web/workflows-screen.tsx')),
  { ...page('workflows/$id', s.workflows, s.workflowsHelp, 'data', () => import('../../modules/workflow/web/workflow-screen.tsx')), wide: true },
  page('functions', s.functions, s.functionsHelp, 'data', () => import('../../modules/functions/web/functions-screen.tsx')),
  page('functions/$id', s.functions, s.functionsHelp, 'data', () => import('../../modules/functions/web/function-screen.tsx')),
  page('roles', s.roles, s.rolesHelp, 'access', () => import('./roles/roles-screen.tsx')),
  page('roles/$name', s.roles, s.rolesHelp, 'access', () => import('./roles/role-screen.tsx')),
  page('sharing-rules', s.sharingRules, s.sharingRulesHelp, 'access', () => import('./sharing/sharing-screen.tsx')),
  page('api-keys', s.apiKeys, s.apiKeysHelp, 'access', () => import('./api-keys/api-keys-screen.tsx')),
  page('apps', s.apps, s.appsHelp, 'access', () => import('./apps/apps-screen.tsx')),
  page('webhooks', s.webhooks, s.webhooksHelp, 'access', () => import('../../modules/webhook/web/webhooks-screen.tsx')),
  page('event-log', s.eventLog, s.eventLogHelp, 'access', () => import('./event-log/event-log-screen.tsx'), false),
]
