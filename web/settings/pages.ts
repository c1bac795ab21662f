// Settings: the list of its pages, in the order of its menu. Their screens are in screens.ts.
import type { Text } from '../i18n.tsx'
import type { SettingsPath } from './screens.ts'
import { settingsTexts as s } from './texts.ts'

export type SettingsPage = {
  path: SettingsPath
  label: Text
  help?: Text
  group: 'you' | 'company' | 'data' | 'access'
  /** Stands in the menu; others are reached from a page. */
  menu: boolean
  administrator: boolean
  /** Takes the whole width: the menu makes room. */
  wide?: boolean
}

const page = (path: SettingsPath, label: Text, help: Text, group: SettingsPage['group'], administrator = true): SettingsPage =>
  ({ path, label, help, group, administrator, menu: !path.includes('$') })

export const settingsPages: SettingsPage[] = [
  page('account', s.account, s.accountHelp, 'you', false),
  page('sessions', s.sessions, s.sessionsHelp, 'you', false),
  page('granted-apps', s.grantedApps, s.grantedAppsHelp, 'you', false),
  page('workspace', s.workspace, s.workspaceHelp, 'company'),
  page('members', s.members, s.membersHelp, 'company'),
  page('teams', s.teams, s.teamsHelp, 'company'),
  page('branches', s.branches, s.branchesHelp, 'company'),
  page('exchange-rates', s.exchangeRates, s.exchangeRatesHelp, 'company'),
  page('holidays', s.holidays, s.holidaysHelp, 'company'),
  page('sending-hours', s.sendingHours, s.sendingHoursHelp, 'company'),
  page('organisation', s.organisation, s.organisationHelp, 'company', false),
  page('objects', s.objects, s.objectsHelp, 'data'),
  page('objects/$name', s.objects, s.objectsHelp, 'data'),
  page('layouts', s.layouts, s.layoutsHelp, 'data'),
  page('layouts/$id', s.layouts, s.layoutsHelp, 'data'),
  page('pipelines', s.pipelines, s.pipelinesHelp, 'data'),
  page('pipelines/$name', s.pipelines, s.pipelinesHelp, 'data'),
  page('lead-scoring', s.leadScoring, s.leadScoringHelp, 'data'),
  page('lead-conversion', s.leadConversion, s.leadConversionHelp, 'data'),
  page('task-templates', s.taskTemplates, s.taskTemplatesHelp, 'data'),
  page('workflows', s.workflows, s.workflowsHelp, 'data'),
  { ...page('workflows/$id', s.workflows, s.workflowsHelp, 'data'), wide: true },
  page('functions', s.functions, s.functionsHelp, 'data'),
  page('functions/$id', s.functions, s.functionsHelp, 'data'),
  page('roles', s.roles, s.rolesHelp, 'access'),
  page('roles/$name', s.roles, s.rolesHelp, 'access'),
  page('sharing-rules', s.sharingRules, s.sharingRulesHelp, 'access'),
  page('api-keys', s.apiKeys, s.apiKeysHelp, 'access'),
  page('apps', s.apps, s.appsHelp, 'access'),
  page('webhooks', s.webhooks, s.webhooksHelp, 'access'),
  page('event-log', s.eventLog, s.eventLogHelp, 'access', false),
]
