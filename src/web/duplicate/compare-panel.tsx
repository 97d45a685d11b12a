import { useEffect } from 'react'
import { Link } from '@tanstack/react-router'
import { instantText } from '../shared/day-text.ts'
import { factName, factText, type FactValue } from '../shared/fact-value.ts'
import { Loaded } from '../shared/loaded.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { thingName } from '../shared/thing-words.ts'
import { useAsk } from '../shared/use-ask.ts'
import { usePanel } from '../shared/use-write.ts'
import { MergeForm } from './merge-form.tsx'
import { NotSameForm } from './not-same-form.tsx'
import type { Codes, Comparison } from './pair.ts'
import { SignList } from './sign-list.tsx'

export type ComparePanelProps = {
  readonly codes: Codes
  readonly next: (() => void) | undefined
  readonly close: () => void
  /** What was decided, in words; the next pair is shown. */
  readonly decided: (words: string) => void
}

/** Two records side by side, and below them what they are: not the same, or one. */
export function ComparePanel({ codes, next, close, decided }: ComparePanelProps) {
  const { t } = useText()
  const box = usePanel<HTMLElement>(close)
  const asked = useAsk('GET /api/duplicates/compare', { query: codes })
  const names = { one: asked.data?.one.name ?? codes.one, other: asked.data?.other.name ?? codes.other }
  useNextKey(box, next)
  return (
    <section className="card compare" aria-labelledby="compare-title" ref={box}>
      <h2 id="compare-title" tabIndex={-1}>
        {t('duplicate.compareTitle', names)}
      </h2>
      <Loaded asked={asked} lines={10}>
        {(seen) => (
          <>
            <Answer seen={seen} />
            <Fields seen={seen} />
            <ThingTable seen={seen} />
            {seen.mayDecide ? (
              <>
                <NotSameForm codes={codes} decided={decided} />
                <MergeForm seen={seen} decided={decided} />
              </>
            ) : (
              <p className="note">{t('duplicate.noRight')}</p>
            )}
          </>
        )}
      </Loaded>
      <p className="row">
        {next === undefined ? null : (
          <button type="button" className="button" onClick={next}>
            {t('duplicate.next')}
          </button>
        )}
        <button type="button" className="button" onClick={close}>
          {t('close')}
        </button>
        <small>{t('duplicate.nextKeys')}</small>
      </p>
    </section>
  )
}

/** Ctrl+Enter leads on, wherever in the panel one is. */
function useNextKey(box: ReturnType<typeof usePanel<HTMLElement>>, next: (() => void) | undefined): void {
  useEffect(() => {
    const element = box.current
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || next === undefined) return
      event.preventDefault()
      next()
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [box, next])
}

type SeenProps = { readonly seen: Comparison }

function Answer({ seen }: SeenProps) {
  const { t, of, language } = useText()
  const { answer, signs, against } = seen
  return (
    <>
      {answer === null ? null : (
        <p className="notice amber">
          {t('duplicate.answered', {
            reason: answer.reason,
            by: of(answer.by),
            at: instantText(answer.at, language),
          })}
        </p>
      )}
      {signs.length === 0 ? <p>{t('duplicate.noSigns')}</p> : <SignList signs={signs} against={against} />}
    </>
  )
}

/** What differs stands open, said in words; what is the same can be looked up. */
function Fields({ seen }: SeenProps) {
  const { t } = useText()
  const filled = seen.fields.filter((field) => field.one !== null || field.other !== null)
  const same = filled.filter(({ differs }) => !differs)
  return (
    <>
      <FieldTable seen={seen} fields={filled.filter(({ differs }) => differs)} />
      {same.length === 0 ? null : (
        <details>
          <summary>{t('duplicate.sameFields', { count: same.length })}</summary>
          <FieldTable seen={seen} fields={same} />
        </details>
      )}
    </>
  )
}

function FieldTable({ seen, fields }: SeenProps & Pick<Comparison, 'fields'>) {
  const { t, language } = useText()
  const { one, other } = seen
  const words = { yes: t('yes'), no: t('no') }
  const textOf = (key: string, value: FactValue) => factText(key, value, language, words) ?? t('duplicate.blank')
  return (
    <table className="list compare">
      <caption className="unseen">{t('duplicate.compareTitle', { one: one.name, other: other.name })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('duplicate.field')}</th>
          {[one, other].map(({ code, name }) => (
            <th scope="col" key={code}>
              <Link to="/orgs/$code" params={{ code }}>
                {name}
              </Link>
              <small className="code">{code}</small>
            </th>
          ))}
          <th scope="col">{t('duplicate.judged')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.key} className={field.differs ? 'differs' : undefined}>
            <th scope="row">{factName(field.key, language)}</th>
            <td data-head={t('duplicate.one')}>{textOf(field.key, field.one)}</td>
            <td data-head={t('duplicate.other')}>{textOf(field.key, field.other)}</td>
            <td data-head={t('duplicate.judged')} className="short">
              {field.differs ? <StateWord tone="amber" word={t('duplicate.differs')} /> : t('duplicate.isSame')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ThingTable({ seen }: SeenProps) {
  const { t } = useText()
  const { things, one, other } = seen
  if (things.length === 0) return <p className="note">{t('duplicate.noThings')}</p>
  return (
    <table className="list compare">
      <caption>{t('duplicate.things')}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t('duplicate.field')}</th>
          <th scope="col">{one.name}</th>
          <th scope="col">{other.name}</th>
        </tr>
      </thead>
      <tbody>
        {things.map((thing) => (
          <tr key={thing.what}>
            <th scope="row">{thingName(thing.what, t)}</th>
            <td data-head={t('duplicate.one')}>{thing.one}</td>
            <td data-head={t('duplicate.other')}>{thing.other}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
