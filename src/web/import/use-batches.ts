import { useAsk } from '../shared/use-ask.ts'
import { isUnderWay, LOOK_EVERY } from './batch.ts'

/** My latest imports, looked at again while one is under way. */
export function useBatches() {
  return useAsk(
    'GET /api/imports',
    {},
    { again: (reply) => (reply?.batches.some(isUnderWay) === true ? LOOK_EVERY : false) },
  )
}
