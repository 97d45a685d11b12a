import { createRootRoute, createRoute, Outlet, retainSearchParams } from '@tanstack/react-router'
import { Frame } from './shared/frame.tsx'
import { Lost } from './shared/lost.tsx'
import { SCOPE_NAMES, scopeOf } from './shared/scope.ts'

export const root = createRootRoute({ component: Outlet, notFoundComponent: Lost })

/** Everything behind the sign-in: scope and day are in the URL of each page and stay while moving among them. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'in',
  component: Frame,
  validateSearch: scopeOf,
  search: { middlewares: [retainSearchParams([...SCOPE_NAMES])] },
})
