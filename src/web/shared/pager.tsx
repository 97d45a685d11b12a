import { useRouter } from '@tanstack/react-router'
import { useText } from './text.ts'
import { useTurn } from './turn.ts'

export type PagerProps = {
  /** Which page this is, from 1. */
  readonly page: number
  /** The cursor of the next page, or null on the last. */
  readonly next: string | null
  readonly pages?: number | undefined
}

/** Pages by cursor: the next by its cursor, the one before by the history of the browser. */
export function Pager({ page, next, pages }: PagerProps) {
  const { t } = useText()
  const turn = useTurn()
  const { history } = useRouter()
  if (page === 1 && next === null) return null
  return (
    <nav className="pager" aria-label={t('pager.name')}>
      {page > 1 ? (
        <button type="button" className="button" onClick={() => turn({})}>
          {t('pager.first')}
        </button>
      ) : null}
      {page > 1 && history.canGoBack() ? (
        <button type="button" className="button" onClick={() => history.back()}>
          {t('pager.previous')}
        </button>
      ) : null}
      <span>{pages === undefined ? t('pager.page', { page }) : t('pager.pageOf', { page, pages })}</span>
      {next === null ? null : (
        <button type="button" className="button" onClick={() => turn({ after: next, page: page + 1 })}>
          {t('pager.next')}
        </button>
      )}
    </nav>
  )
}
