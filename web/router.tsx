// The web addresses. Each screen is loaded when it is first opened (and on hover before that).
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { api, queryClient } from './api.ts'
import { BrokenScreen, MissingScreen } from './layout/broken-screen.tsx'
import { objectsQuery, sessionQuery } from './queries.ts'
import { settingsScreens } from './settings/screens.ts'

type Search = Record<string, unknown>
const keepSearch = (search: Search): Search => search

const root = createRootRoute({ component: Outlet, errorComponent: BrokenScreen })

/** Where a visitor without a session goes: set-up on a new installation, else the sign-in, and back afterwards. */
async function sendToDoor(next: string): Promise<never> {
  const setup = await api.get('/setup').catch(() => ({ needed: false }))
  if (setup.needed) throw redirect({ to: '/setup' })
  throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } })
}

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (!session) await sendToDoor(location.href)
    void queryClient.prefetchQuery(objectsQuery)
  },
  component: lazyRouteComponent(() => import('./layout/shell.tsx'), 'Shell'),
})

const myDay = createRoute({
  getParentRoute: () => shell, path: '/', validateSearch: keepSearch,
  component: lazyRouteComponent(() => import('./records/my-day-screen.tsx')),
})
const list = createRoute({
  getParentRoute: () => shell, path: '/o/$object', validateSearch: keepSearch,
  component: lazyRouteComponent(() => import('./records/list-screen.tsx')),
})
const record = createRoute({
  getParentRoute: () => shell, path: '/o/$object/$id', validateSearch: keepSearch,
  component: lazyRouteComponent(() => import('./records/record-screen.tsx')),
})
const merging = createRoute({
  getParentRoute: () => shell, path: '/merge/$object', validateSearch: keepSearch,
  component: lazyRouteComponent(() => import('./records/merge/merge-screen.tsx')),
})
const duplicates = createRoute({
  getParentRoute: () => shell, path: '/duplicates/$object', component: lazyRouteComponent(() => import('./records/merge/duplicates-screen.tsx')),
})
const importing = createRoute({
  getParentRoute: () => shell, path: '/import', validateSearch: keepSearch,
  component: lazyRouteComponent(() => import('./records/import/import-screen.tsx')),
})
const bin = createRoute({
  getParentRoute: () => shell, path: '/bin', validateSearch: keepSearch, component: lazyRouteComponent(() => import('./records/bin/bin-screen.tsx')),
})
const bulk = createRoute({
  getParentRoute: () => shell, path: '/bulk', component: lazyRouteComponent(() => import('./records/bulk/bulk-screen.tsx')),
})

const sales = createRoute({
  getParentRoute: () => shell, path: '/sales', validateSearch: keepSearch, component: lazyRouteComponent(() => import('../modules/sales/web/sales-screen.tsx')),
})
const load = createRoute({
  getParentRoute: () => shell, path: '/load', validateSearch: keepSearch, component: lazyRouteComponent(() => import('../modules/tasks/web/load-screen.tsx')),
})

const chatScreen = lazyRouteComponent(() => import('../modules/chat/web/chat-screen.tsx'))
const chat = createRoute({ getParentRoute: () => shell, path: '/chat', component: chatScreen })
const chatChannel = createRoute({ getParentRoute: () => shell, path: '/chat/$channel', validateSearch: keepSearch, component: chatScreen })
const approvals = createRoute({
  getParentRoute: () => shell, path: '/approvals', validateSearch: keepSearch, component: lazyRouteComponent(() => import('../modules/approvals/web/approvals-screen.tsx')),
})
const agreement = createRoute({
  getParentRoute: () => shell, path: '/agreements/$id', component: lazyRouteComponent(() => import('../modules/workflow/web/agreement-screen.tsx')),
})

const settings = createRoute({
  getParentRoute: () => shell, path: '/settings', validateSearch: keepSearch,
  component: lazyRouteComponent(() => import('./settings/settings-layout.tsx'), 'SettingsLayout'),
})
const settingsIndex = createRoute({
  getParentRoute: () => settings, path: '/', component: lazyRouteComponent(() => import('./settings/settings-index.tsx'), 'SettingsIndex'),
})
const settingsRoutes = Object.entries(settingsScreens).map(([path, screen]) => createRoute({ getParentRoute: () => settings, path, component: lazyRouteComponent(screen) }))

// an address that is none: the way on stays beside it
const missing = createRoute({ getParentRoute: () => shell, path: '$', component: MissingScreen })
const missingSetting = createRoute({ getParentRoute: () => settings, path: '$', component: MissingScreen })

const door = createRoute({
  getParentRoute: () => root, id: 'door', component: lazyRouteComponent(() => import('./door/door-layout.tsx'), 'DoorLayout'),
})
const signIn = createRoute({
  getParentRoute: () => door, path: '/sign-in', validateSearch: (search: Search): { next?: string } =>
    typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
  component: lazyRouteComponent(() => import('./door/sign-in-screen.tsx'), 'SignInScreen'),
})
const reset = createRoute({
  getParentRoute: () => door, path: '/reset', component: lazyRouteComponent(() => import('./door/reset-screen.tsx'), 'ResetScreen'),
})
const newPassword = createRoute({
  getParentRoute: () => door, path: '/reset/$token', component: lazyRouteComponent(() => import('./door/reset-screen.tsx'), 'NewPasswordScreen'),
})
const invitation = createRoute({
  getParentRoute: () => door, path: '/invitation/$token', component: lazyRouteComponent(() => import('./door/invitation-screen.tsx'), 'InvitationScreen'),
})
const approve = createRoute({
  getParentRoute: () => door, path: '/approve/$token', component: lazyRouteComponent(() => import('../modules/approvals/web/approve-screen.tsx')),
})
const authorize = createRoute({
  getParentRoute: () => door, path: '/oauth/authorize', validateSearch: keepSearch, component: lazyRouteComponent(() => import('./door/authorize-screen.tsx')),
  beforeLoad: async () => {
    // the address as it came: what looks like a number in it is none
    if (!await queryClient.ensureQueryData(sessionQuery)) await sendToDoor(window.location.pathname + window.location.search)
  },
})
const setup = createRoute({
  getParentRoute: () => root, path: '/setup', validateSearch: keepSearch, component: lazyRouteComponent(() => import('./setup/setup-screen.tsx'), 'SetupScreen'),
})
const mailbox = createRoute({
  getParentRoute: () => root, path: '/dev/mailbox', component: lazyRouteComponent(() => import('./door/mailbox-screen.tsx'), 'MailboxScreen'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([myDay, list, record, merging, duplicates, importing, bin, bulk, sales, load, approvals, agreement, chat, chatChannel, settings.addChildren([settingsIndex, ...settingsRoutes, missingSetting]), missing]),
    door.addChildren([signIn, reset, newPassword, invitation, approve, authorize]),
    setup, mailbox,
  ]),
  defaultPreload: 'intent',
  defaultPreloadDelay: 40,
  defaultPendingMs: 400,
  scrollRestoration: true,
  defaultErrorComponent: BrokenScreen,
  defaultNotFoundComponent: MissingScreen,
})

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
