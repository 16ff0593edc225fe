import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { CASE_SORTS, CASE_STATES, type CaseListSearch } from './case-list-search.ts'
import { sessionQuery } from './query.ts'
import { FailurePage, UnknownPage } from './shell/fallback-pages.tsx'
import { Shell } from './shell/shell.tsx'

type Context = { readonly client: QueryClient }

const root = createRootRouteWithContext<Context>()({ notFoundComponent: UnknownPage, errorComponent: FailurePage })

/** Everything inside needs a session; the first visit of all leads to the creation of the office. */
const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery)
    if (session.signUpOpen) throw redirect({ to: '/sign-up' })
    if (!session.caller) throw redirect({ to: '/sign-in', search: { back: location.href } })
  },
})

const door = { getParentRoute: () => root } as const
const inside = { getParentRoute: () => office } as const

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const signIn = createRoute({
  ...door,
  path: '/sign-in',
  validateSearch: (search): { back?: string } => ({ back: text(search.back) }),
  component: lazyRouteComponent(() => import('./screens/sign-in/sign-in-screen.tsx'), 'SignInScreen'),
})
const signUp = createRoute({
  ...door,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./screens/sign-up/sign-up-screen.tsx'), 'SignUpScreen'),
})
const invitation = createRoute({
  ...door,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./screens/invitation/invitation-screen.tsx'), 'InvitationScreen'),
})
const home = createRoute({
  ...inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today' })
  },
})
const today = createRoute({
  ...inside,
  path: '/today',
  component: lazyRouteComponent(() => import('./screens/today/today-screen.tsx'), 'TodayScreen'),
})
const imports = createRoute({
  ...inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('./screens/imports/imports-screen.tsx'), 'ImportsScreen'),
})
const importBatch = createRoute({
  ...inside,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('./screens/imports/import-screen.tsx'), 'ImportScreen'),
})
const cases = createRoute({
  ...inside,
  path: '/cases',
  validateSearch: (search): CaseListSearch => ({
    search: text(search.search),
    state: CASE_STATES.find((one) => one === search.state),
    reason: text(search.reason),
    sort: CASE_SORTS.find((one) => one === search.sort),
  }),
  component: lazyRouteComponent(() => import('./screens/cases/cases-screen.tsx'), 'CasesScreen'),
})
const oneCase = createRoute({
  ...inside,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('./screens/cases/case-screen.tsx'), 'CaseScreen'),
})
const entry = createRoute({
  ...inside,
  path: '/entry',
  validateSearch: (search): { debtorId?: string } => ({ debtorId: text(search.debtorId) }),
  component: lazyRouteComponent(() => import('./screens/entry/entry-screen.tsx'), 'EntryScreen'),
})
const scenarios = createRoute({
  ...inside,
  path: '/scenarios',
  component: lazyRouteComponent(() => import('./screens/scenarios/scenarios-screen.tsx'), 'ScenariosScreen'),
})
const scenario = createRoute({
  ...inside,
  path: '/scenarios/$code',
  component: lazyRouteComponent(() => import('./screens/scenarios/scenario-screen.tsx'), 'ScenarioScreen'),
})
const settings = createRoute({
  ...inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/settings-screen.tsx'), 'SettingsScreen'),
})
const creditor = createRoute({
  ...inside,
  path: '/settings/creditors/$creditorId',
  component: lazyRouteComponent(() => import('./screens/settings/creditor-screen.tsx'), 'CreditorScreen'),
})

const tree = root.addChildren([
  signIn,
  signUp,
  invitation,
  office.addChildren([
    home,
    today,
    imports,
    importBatch,
    cases,
    oneCase,
    entry,
    scenarios,
    scenario,
    settings,
    creditor,
  ]),
])

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPendingMs: 800,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
