import { asActor } from '../store/connection.ts'
import { keepNames, listNamesWithoutKeys, putSortKeys } from '../store/organization-name.ts'
import type { Desk } from './desk.ts'

const AT_ONCE = 5_000

/**
 * Gives keys to the names that were on record before there were any, some in each transaction: cut off at any moment,
 * the next start goes on with the rest. Gives how many there were.
 */
export async function fillNameKeys(desk: Pick<Desk, 'db' | 'token'>): Promise<number> {
  for (let done = 0; ;) {
    const names = await asActor(desk.db, desk.token, async (tx) => {
      const some = await listNamesWithoutKeys(tx, AT_ONCE)
      await keepNames(tx, some)
      await putSortKeys(tx, some)
      return some.length
    })
    done += names
    if (names < AT_ONCE) return done
  }
}
