import { Link } from '@tanstack/react-router'
import { begun } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'
import type { EvaluationForm } from './use-evaluation-form.ts'

/** Somebody else saved meanwhile: their version is in, what was typed here stands, and what both changed is named. */
export function NewerNotice({ form }: { readonly form: EvaluationForm }) {
  const { t, of } = useText()
  if (form.newer === undefined) return null
  const { both } = form.newer
  return (
    <section className="notice amber" role="alert">
      <p>
        <strong>{t('own.newer')}</strong>
      </p>
      <p>{t(both.length === 0 ? 'own.newerApart' : 'own.newerBoth')}</p>
      <ul>
        {both.map(({ id, title }) => (
          <li key={id}>
            <Link
              to="/my/evaluations/$id"
              params={{ id: form.view.case.id }}
              search={{ step: `i.${id}`, from: 'check' }}
            >
              {of(begun(title))}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
