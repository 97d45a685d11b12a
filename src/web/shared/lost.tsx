import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { Failure } from './failure.tsx'
import { PageHead } from './page-head.tsx'
import { useText } from './text.ts'

/** There is no such page. */
export function Lost() {
  const { t } = useText()
  return (
    <main className="alone">
      <PageHead title={t('lost.title')} lead={t('lost.lead')} />
      <Link to="/home" className="button go">
        {t('lost.home')}
      </Link>
    </main>
  )
}

/** The page itself broke: said in words, with a way to try again. */
export function Stumbled({ error, reset }: ErrorComponentProps) {
  const { t } = useText()
  return (
    <>
      <PageHead title={t('stumbled.title')} />
      <Failure error={error} kept={t('stumbled.kept')} retry={reset} />
    </>
  )
}
