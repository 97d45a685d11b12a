import type { Route } from '../src/contract/route.ts'
import { needsKey } from '../src/api/register.ts'
import { routeOf, ROUTE_NAMES, type RouteName } from '../src/api/routes.ts'

export type NamedRoute = { readonly name: RouteName; readonly route: Route }

/** Every route of the contract, for tests that hold for all of them. */
export const ROUTES: readonly NamedRoute[] = ROUTE_NAMES.map((name) => ({ name, route: routeOf(name) }))

/** Reads, and among them those whose address holds an id. */
export const READS = ROUTES.filter(({ route }) => route.method === 'GET')

/** Writes that carry a key: all but those of the session itself. */
export const KEYED_WRITES = ROUTES.filter(({ route }) => needsKey(route))

/** The address of a route with its parameter filled in. */
export function addressOf({ route }: NamedRoute, id: string): string {
  return route.path.replace(/:\w+/, encodeURIComponent(id))
}

export function hasId({ route }: NamedRoute): boolean {
  return route.path.includes('/:id')
}
