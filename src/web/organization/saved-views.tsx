import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, newKey } from '../shared/ask.ts'
import { Disclosure } from '../shared/disclosure.tsx'
import { Failure } from '../shared/failure.tsx'
import { registerSearchOf, type RegisterSearch } from '../shared/register-search.ts'
import { scopeOf, type Scope } from '../shared/scope.ts'
import { useText } from '../shared/text.ts'
import type { RegisterColumn } from '../../domain/register-list.ts'
import { searchToKeep } from './filters.ts'
import type { View } from './use-layout.ts'

export type SavedViewsProps = {
  readonly views: readonly View[]
  readonly search: RegisterSearch & Scope
  readonly columns: readonly RegisterColumn[]
  /** A view was opened that has columns of its own. */
  readonly show: (view: View) => void
}

/** My views: open one, keep what is shown under a name, rename, put the present filters in, take out of use. */
export function SavedViews({ views, search, columns, show }: SavedViewsProps) {
  const { t } = useText()
  const act = useViewActs()
  const kept = { search: searchToKeep(search), columns: [...columns] }
  return (
    <Disclosure label={t('views')} side="right">
      <div className="fields views">
        {views.length === 0 ? <p className="note">{t('views.none')}</p> : null}
        <ul>
          {views.map((view) => (
            <ViewItem
              key={view.id}
              view={view}
              show={show}
              rename={(name) =>
                act.mutate({ id: view.id, name, search: view.search, columns: view.columns ?? undefined })
              }
              update={() => act.mutate({ id: view.id, name: view.name, ...kept })}
              remove={() => act.mutate({ id: view.id })}
            />
          ))}
        </ul>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const name = new FormData(event.currentTarget).get('name')
            const form = event.currentTarget
            const clear = () => form.reset()
            if (typeof name === 'string' && name.trim() !== '') act.mutate({ name, ...kept }, { onSuccess: clear })
          }}
        >
          <label>
            {t('views.name')}
            <input name="name" maxLength={60} required autoComplete="off" />
          </label>
          <button type="submit" className="button" disabled={act.isPending}>
            {t('views.save')}
          </button>
        </form>
        {act.error === null ? null : <Failure error={act.error} />}
        <p className="note">{t('views.note')}</p>
      </div>
    </Disclosure>
  )
}

type ItemProps = {
  readonly view: View
  readonly show: (view: View) => void
  readonly rename: (name: string) => void
  readonly update: () => void
  readonly remove: () => void
}

function ViewItem({ view, show, rename, update, remove }: ItemProps) {
  const { t } = useText()
  const navigate = useNavigate()
  const [isRenaming, setRenaming] = useState(false)
  const { name } = view
  if (isRenaming) {
    return (
      <li>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            const typed = new FormData(event.currentTarget).get('name')
            if (typeof typed === 'string' && typed.trim() !== '') rename(typed)
            setRenaming(false)
          }}
        >
          <input name="name" defaultValue={name} maxLength={60} required aria-label={t('views.rename', { name })} />
          <button type="submit" className="button">
            {t('views.keep')}
          </button>
        </form>
      </li>
    )
  }
  return (
    <li>
      <button
        type="button"
        className="link"
        onClick={() => {
          show(view)
          void navigate({
            to: '/orgs',
            search: { ...EMPTY_SCOPE, ...registerSearchOf(view.search), ...scopeOf(view.search) },
          })
        }}
      >
        {name}
      </button>
      <span className="acts">
        <button
          type="button"
          className="link"
          aria-label={t('views.rename', { name })}
          onClick={() => setRenaming(true)}
        >
          {t('views.renameShort')}
        </button>
        <button type="button" className="link" aria-label={t('views.update', { name })} onClick={update}>
          {t('views.updateShort')}
        </button>
        <button type="button" className="link" aria-label={t('views.remove', { name })} onClick={remove}>
          {t('remove')}
        </button>
      </span>
    </li>
  )
}

/** A view says its own place and line; what the page looked at before is left, the day stays. */
const EMPTY_SCOPE = { place: undefined, line: undefined }

type ViewAct =
  | {
      readonly name: string
      readonly search: Record<string, string>
      readonly columns?: string[] | undefined
      readonly id?: string
    }
  | { readonly id: string; readonly name?: undefined }

function useViewActs() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (act: ViewAct) => {
      const key = newKey()
      if (act.name === undefined) return ask('DELETE /api/saved-views/:id', { params: { id: act.id }, key })
      const { id, ...body } = act
      return id === undefined
        ? ask('POST /api/saved-views', { body, key })
        : ask('PUT /api/saved-views/:id', { params: { id }, body, key })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['GET /api/saved-views'] }),
  })
}
