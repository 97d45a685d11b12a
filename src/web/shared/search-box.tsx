import { useNavigate, useSearch } from '@tanstack/react-router'
import { useText } from './text.ts'

/** Finds organizations by a part of a name or of a code; the answer is the register. */
export function SearchBox() {
  const { t } = useText()
  const navigate = useNavigate()
  const { q } = useSearch({ strict: false })
  return (
    <search>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = new FormData(event.currentTarget).get('q')
          void navigate({
            to: '/orgs',
            search: { q: typeof typed === 'string' && typed.trim() !== '' ? typed.trim() : undefined },
          })
        }}
      >
        <span aria-hidden="true">⌕</span>
        <input
          key={q}
          name="q"
          type="search"
          defaultValue={q ?? ''}
          maxLength={100}
          aria-label={t('search.name')}
          placeholder={t('search.hint')}
        />
      </form>
    </search>
  )
}
