import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from './inside-route.tsx'
import { wordOf, type RawSearch } from './shared/scope.ts'

const panels = createRoute({
  getParentRoute: () => inside,
  path: '/panels',
  component: lazyRouteComponent(() => import('./panel/panels-page.tsx'), 'PanelsPage'),
})

const panel = createRoute({
  getParentRoute: () => inside,
  path: '/panels/$id',
  component: lazyRouteComponent(() => import('./panel/panel-page.tsx'), 'PanelPage'),
})

const my = createRoute({
  getParentRoute: () => inside,
  path: '/my',
  component: lazyRouteComponent(() => import('./my/my-page.tsx'), 'MyPage'),
})

const myCall = createRoute({
  getParentRoute: () => inside,
  path: '/my/calls/$id',
  component: lazyRouteComponent(() => import('./my/call-page.tsx'), 'CallPage'),
})

const myEvaluation = createRoute({
  getParentRoute: () => inside,
  path: '/my/evaluations/$id',
  validateSearch: (raw: RawSearch): { step?: string | undefined; from?: string | undefined } => ({
    step: wordOf(raw['step'], 70),
    from: wordOf(raw['from'], 70),
  }),
  component: lazyRouteComponent(() => import('./my/evaluation-page.tsx'), 'EvaluationPage'),
})

const answer = createRoute({
  getParentRoute: () => inside,
  path: '/my/$id',
  validateSearch: (raw: RawSearch): { step?: string | undefined; from?: string | undefined } => ({
    step: wordOf(raw['step'], 60),
    from: wordOf(raw['from'], 60),
  }),
  component: lazyRouteComponent(() => import('./my/answer-page.tsx'), 'AnswerPage'),
})

/** The pages of those outside the offices: an organization's tasks, an expert's panels. */
export const ownRoutes = [panels, panel, my, myCall, myEvaluation, answer] as const
