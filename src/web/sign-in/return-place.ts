/** Where to go after signing in: a path of this site, never another site's address, else the work page. */
export function returnOf(to: string | undefined): string {
  if (to === undefined || !/^\/(?![/\\])/.test(to) || to.startsWith('/sign-in')) return '/home'
  return to
}
