// Workspace room: its routes, for kernel/http/routes.ts.
import type { Route } from '../http/route.ts'
import { absenceRoutes } from './absence.ts'
import { appRoutes } from './apps/routes-apps.ts'
import { oauthRoutes } from './apps/routes-oauth.ts'
import { apiKeyRoutes } from './routes-api-keys.ts'
import { branchRoutes } from './routes-branches.ts'
import { invitationRoutes } from './routes-invitations.ts'
import { memberRoutes } from './routes-members.ts'
import { roleRoutes } from './routes-roles.ts'
import { sessionRoutes } from './routes-session.ts'
import { settingsRoutes } from './routes-settings.ts'
import { setupRoutes } from './routes-setup.ts'
import { sharingRoutes } from './routes-sharing.ts'
import { teamRoutes } from './routes-teams.ts'

export const workspaceRoutes: Route[] = [...setupRoutes, ...sessionRoutes, ...invitationRoutes, ...memberRoutes, ...absenceRoutes,
  ...teamRoutes, ...branchRoutes, ...sharingRoutes, ...roleRoutes, ...apiKeyRoutes, ...appRoutes, ...oauthRoutes, ...settingsRoutes]
