import { Link } from '@tanstack/react-router'
import { dayText, instantText } from './day-text.ts'
import { PageHead } from './page-head.tsx'
import { labelOf, valueText } from './question-value.ts'
import type { ReturnView } from './return-view.ts'
import { ReturnStateWord } from './return-words.tsx'
import { useText } from './text.ts'

/** What was handed in, when, with its hash; who looks at it now; printable. */
export function ReturnReceipt({ view, back }: { readonly view: ReturnView; readonly back: '/my' }) {
  const { t, of, language } = useText()
  const { receipt, campaign, set, stands, asked } = view
  return (
    <>
      <p className="back">
        <Link to={back}>{t('my.back')}</Link>
      </p>
      <PageHead
        title={receipt === null ? campaign.title : t('receipt.title')}
        lead={<ReceiptLead view={view} />}
        act={
          receipt === null ? undefined : (
            <button type="button" className="button" onClick={() => window.print()}>
              {t('receipt.print')}
            </button>
          )
        }
      />
      <dl className="answers">
        <div>
          <dt>{t('receipt.organization')}</dt>
          <dd>
            {view.name} <span className="code">{view.code}</span>
          </dd>
        </div>
        <div>
          <dt>{t('receipt.census')}</dt>
          <dd>
            {campaign.title} · {t('receipt.cutOff', { day: dayText(campaign.cutOff, language) })}
          </dd>
        </div>
        {receipt === null ? null : (
          <>
            <div>
              <dt>{t('receipt.at')}</dt>
              <dd>{instantText(receipt.at, language)}</dd>
            </div>
            <div>
              <dt>{t('receipt.hash')}</dt>
              <dd className="code hash">{receipt.hash}</dd>
            </div>
          </>
        )}
      </dl>
      {set.sections.map((section) => {
        const questions = section.questions.filter((one) => asked.includes(one.id))
        if (questions.length === 0) return null
        return (
          <section key={section.id} aria-label={of(section.title)}>
            <h2>{of(section.title)}</h2>
            <dl className="answers">
              {questions.map((one) => (
                <div key={one.id}>
                  <dt>{labelOf(one, language)}</dt>
                  <dd>{valueText(one, stands[one.id], language)}</dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </>
  )
}

function ReceiptLead({ view }: { readonly view: ReturnView }) {
  const { t, language } = useText()
  const since = dayText(view.since, language)
  return (
    <>
      <ReturnStateWord state={view.state} />{' '}
      {view.waitsFor === null ? null : t('receipt.waits', { who: view.waitsFor, since })}
    </>
  )
}
