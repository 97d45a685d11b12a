import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'

/** What went wrong with what was sent; what was typed is still there. */
export function Wrong({ error }: { readonly error: unknown }) {
  const { t } = useText()
  return error === null ? null : <Failure error={error} kept={t('case.kept')} />
}
