import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { inside, root } from './inside-route.tsx'
import { ownRoutes } from './own-routes.tsx'
import { analysisSearchOf } from './shared/analysis-search.ts'
import { caseSearchOf } from './shared/case-search.ts'
import { evaluationSearchOf } from './shared/evaluation-search.ts'
import { duplicateSearchOf } from './shared/duplicate-search.ts'
import { censusSearchOf } from './shared/census-search.ts'
import { liaisonSearchOf } from './shared/liaison-search.ts'
import { Stumbled } from './shared/lost.tsx'
import { linesSearchOf } from './shared/lines-search.ts'
import { newPaperSearchOf, paperSearchOf } from './shared/paper-search.ts'
import { queueSearchOf } from './shared/queue-search.ts'
import { registerSearchOf } from './shared/register-search.ts'
import { countOf, parseSearch, searchText, wordOf, type RawSearch } from './shared/scope.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: RawSearch): { to?: string | undefined } => ({ to: wordOf(raw['to'], 2000) }),
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/home' })
  },
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/home',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})

const liaison = createRoute({
  getParentRoute: () => inside,
  path: '/liaison',
  validateSearch: liaisonSearchOf,
  component: lazyRouteComponent(() => import('./liaison/liaison-page.tsx'), 'LiaisonPage'),
})

const visit = createRoute({
  getParentRoute: () => inside,
  path: '/liaison/visit',
  validateSearch: (raw: RawSearch): { org?: string | undefined } => ({ org: wordOf(raw['org'], 60) }),
  component: lazyRouteComponent(() => import('./liaison/visit-page.tsx'), 'VisitPage'),
})

const liaisonPack = createRoute({
  getParentRoute: () => inside,
  path: '/liaison/officers/$id',
  component: lazyRouteComponent(() => import('./liaison/pack-page.tsx'), 'PackPage'),
})

const register = createRoute({
  getParentRoute: () => inside,
  path: '/orgs',
  validateSearch: registerSearchOf,
  component: lazyRouteComponent(() => import('./organization/register-page.tsx'), 'RegisterPage'),
})

const duplicates = createRoute({
  getParentRoute: () => inside,
  path: '/orgs/duplicates',
  validateSearch: duplicateSearchOf,
  component: lazyRouteComponent(() => import('./duplicate/duplicates-page.tsx'), 'DuplicatesPage'),
})

const organization = createRoute({
  getParentRoute: () => inside,
  path: '/orgs/$code',
  component: lazyRouteComponent(() => import('./organization/organization-page.tsx'), 'OrganizationPage'),
})

const newOrganization = createRoute({
  getParentRoute: () => inside,
  path: '/orgs/new',
  component: lazyRouteComponent(() => import('./organization/entry-page.tsx'), 'NewOrganizationPage'),
})

const editOrganization = createRoute({
  getParentRoute: () => inside,
  path: '/orgs/$code/edit',
  component: lazyRouteComponent(() => import('./organization/entry-page.tsx'), 'EditOrganizationPage'),
})

const lines = createRoute({
  getParentRoute: () => inside,
  path: '/lines',
  validateSearch: linesSearchOf,
  component: lazyRouteComponent(() => import('./lines/lines-page.tsx'), 'LinesPage'),
})

const conference = createRoute({
  getParentRoute: () => inside,
  path: '/lines/conferences/$id',
  component: lazyRouteComponent(() => import('./conference/conference-page.tsx'), 'ConferencePage'),
})

const importing = createRoute({
  getParentRoute: () => inside,
  path: '/import',
  validateSearch: (raw: RawSearch): { batch?: string | undefined; from?: number | undefined } => ({
    batch: wordOf(raw['batch'], 60),
    from: countOf(raw['from']),
  }),
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
})

const analysis = createRoute({
  getParentRoute: () => inside,
  path: '/analysis',
  validateSearch: analysisSearchOf,
  component: lazyRouteComponent(() => import('./analysis/analysis-page.tsx'), 'AnalysisPage'),
})

const passes = createRoute({
  getParentRoute: () => inside,
  path: '/passes',
  validateSearch: (raw: RawSearch): { from?: string | undefined } => ({ from: wordOf(raw['from'], 10) }),
  component: lazyRouteComponent(() => import('./passes/passes-page.tsx'), 'PassesPage'),
})

const plans = createRoute({
  getParentRoute: () => inside,
  path: '/plans',
  component: lazyRouteComponent(() => import('./plan/plans-page.tsx'), 'PlansPage'),
})

const plan = createRoute({
  getParentRoute: () => inside,
  path: '/plans/$id',
  validateSearch: (raw: RawSearch): { pick?: string | undefined } => ({ pick: wordOf(raw['pick'], 60) }),
  component: lazyRouteComponent(() => import('./plan/plan-page.tsx'), 'PlanPage'),
})

const reports = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  component: lazyRouteComponent(() => import('./report/report-years-page.tsx'), 'ReportYearsPage'),
})

const evaluations = createRoute({
  getParentRoute: () => inside,
  path: '/evaluations',
  validateSearch: evaluationSearchOf,
  component: lazyRouteComponent(() => import('./evaluation/evaluations-page.tsx'), 'EvaluationsPage'),
})

const newCall = createRoute({
  getParentRoute: () => inside,
  path: '/evaluations/calls/new',
  component: lazyRouteComponent(() => import('./evaluation/new-call-page.tsx'), 'NewCallPage'),
})

const call = createRoute({
  getParentRoute: () => inside,
  path: '/evaluations/calls/$id',
  component: lazyRouteComponent(() => import('./evaluation/call-page.tsx'), 'CallPage'),
})

/** An evaluation is a case: its page is that of the case. */
const evaluation = createRoute({
  getParentRoute: () => inside,
  path: '/evaluations/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/cases/$id', params: { id: params.id } })
  },
})

const registrations = createRoute({
  getParentRoute: () => inside,
  path: '/registrations',
  component: lazyRouteComponent(() => import('./registration/registrations-page.tsx'), 'RegistrationsPage'),
})

const newRegistration = createRoute({
  getParentRoute: () => inside,
  path: '/registrations/new',
  validateSearch: (raw: RawSearch): { org?: string | undefined } => ({ org: wordOf(raw['org'], 60) }),
  component: lazyRouteComponent(() => import('./registration/start-page.tsx'), 'StartPage'),
})

const cases = createRoute({
  getParentRoute: () => inside,
  path: '/cases',
  validateSearch: caseSearchOf,
  component: lazyRouteComponent(() => import('./case/cases-page.tsx'), 'CasesPage'),
})

const caseFile = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$id',
  validateSearch: queueSearchOf,
  component: lazyRouteComponent(() => import('./case/case-page.tsx'), 'CasePage'),
})

const notices = createRoute({
  getParentRoute: () => inside,
  path: '/notices',
  validateSearch: (raw: RawSearch): { box?: 'unread' | 'all' | undefined } => ({
    box: raw['box'] === 'all' ? 'all' : raw['box'] === 'unread' ? 'unread' : undefined,
  }),
  component: lazyRouteComponent(() => import('./notice/notices-page.tsx'), 'NoticesPage'),
})

const noticeSettings = createRoute({
  getParentRoute: () => inside,
  path: '/notices/settings',
  component: lazyRouteComponent(() => import('./notice/settings-page.tsx'), 'SettingsPage'),
})

const calendar = createRoute({
  getParentRoute: () => inside,
  path: '/admin/calendar',
  validateSearch: (raw: RawSearch): { year?: number | undefined } => ({ year: countOf(raw['year']) }),
  component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage'),
})

const systems = createRoute({
  getParentRoute: () => inside,
  path: '/admin/systems',
  component: lazyRouteComponent(() => import('./system/systems-page.tsx'), 'SystemsPage'),
})

/** The links of a mail: outside the sign-in, the token after the #. */
const stopMail = createRoute({
  getParentRoute: () => root,
  path: '/mail/stop',
  component: lazyRouteComponent(() => import('./mail/link-page.tsx'), 'StopPage'),
})

const confirmMail = createRoute({
  getParentRoute: () => root,
  path: '/mail/confirm',
  component: lazyRouteComponent(() => import('./mail/link-page.tsx'), 'ConfirmPage'),
})

const papers = createRoute({
  getParentRoute: () => inside,
  path: '/papers',
  validateSearch: paperSearchOf,
  component: lazyRouteComponent(() => import('./paper/papers-page.tsx'), 'PapersPage'),
})

const newPaper = createRoute({
  getParentRoute: () => inside,
  path: '/papers/new',
  validateSearch: newPaperSearchOf,
  component: lazyRouteComponent(() => import('./paper/new-paper-page.tsx'), 'NewPaperPage'),
})

const paperTemplates = createRoute({
  getParentRoute: () => inside,
  path: '/papers/templates',
  validateSearch: newPaperSearchOf,
  component: lazyRouteComponent(() => import('./paper/templates-page.tsx'), 'TemplatesPage'),
})

const paper = createRoute({
  getParentRoute: () => inside,
  path: '/papers/$id',
  component: lazyRouteComponent(() => import('./paper/paper-page.tsx'), 'PaperPage'),
})

/** For anybody who holds a paper: the address in its picture leads here. */
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  validateSearch: (raw: RawSearch): { code?: string | undefined } => ({ code: wordOf(raw['code'], 60) }),
  component: lazyRouteComponent(() => import('./verify/verify-page.tsx'), 'VerifyPage'),
})

const verifyCode = createRoute({
  getParentRoute: () => root,
  path: '/verify/$code',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/verify', search: { code: params.code } })
  },
})

const censuses = createRoute({
  getParentRoute: () => inside,
  path: '/census',
  component: lazyRouteComponent(() => import('./census/census-list-page.tsx'), 'CensusListPage'),
})

const newCensus = createRoute({
  getParentRoute: () => inside,
  path: '/census/new',
  component: lazyRouteComponent(() => import('./census/new-census-page.tsx'), 'NewCensusPage'),
})

const census = createRoute({
  getParentRoute: () => inside,
  path: '/census/$id',
  validateSearch: censusSearchOf,
  component: lazyRouteComponent(() => import('./census/campaign-page.tsx'), 'CampaignPage'),
})

const censusReturn = createRoute({
  getParentRoute: () => inside,
  path: '/census/$id/returns/$return',
  validateSearch: censusSearchOf,
  component: lazyRouteComponent(() => import('./census/return-page.tsx'), 'ReturnPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    stopMail,
    confirmMail,
    verify,
    verifyCode,
    inside.addChildren([
      notices,
      noticeSettings,
      calendar,
      systems,
      // One page a line: a new page is one line more.
      start,
      home,
      register,
      duplicates,
      newOrganization,
      organization,
      editOrganization,
      importing,
      liaison,
      visit,
      liaisonPack,
      analysis,
      passes,
      plans,
      plan,
      cases,
      reports,
      registrations,
      evaluations,
      newCall,
      call,
      evaluation,
      newRegistration,
      lines,
      conference,
      caseFile,
      papers,
      newPaper,
      paperTemplates,
      paper,
      censuses,
      newCensus,
      census,
      censusReturn,
      ...ownRoutes,
    ]),
  ]),
  parseSearch,
  stringifySearch: searchText,
  defaultErrorComponent: Stumbled,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  // An interface, because only an interface can be added to.
  interface Register {
    router: typeof router
  }
}
