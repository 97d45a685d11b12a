import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { Reply } from './ask.ts'
import { instantText } from './day-text.ts'
import { useScope } from './scope.ts'
import { useText } from './text.ts'
import { useTurn } from './turn.ts'
import { useAsk } from './use-ask.ts'

/** The day that the pages look at; empty is today. */
export function AsOfPicker({ today }: { readonly today: string }) {
  const { t, language } = useText()
  const { asOf, knownAt } = useScope()
  const turn = useTurn()
  const day = asOf ?? today
  const shape = language === 'zh' ? `[${t('asOf')}] YYYY年M月D日` : `[${t('asOf')}] D MMM YYYY`
  return (
    <>
      <DatePicker
        className="as-of"
        aria-label={t('asOf.name')}
        value={dayjs(day)}
        format={[shape, 'YYYY-MM-DD', 'YYYYMMDD']}
        allowClear={false}
        suffixIcon={<span aria-hidden="true">▾</span>}
        showNow={false}
        renderExtraFooter={() => (
          <>
            {asOf === undefined && knownAt === undefined ? null : (
              <button
                type="button"
                className="button bare"
                onClick={() => turn({ asOf: undefined, knownAt: undefined })}
              >
                {t('asOf.today')}
              </button>
            )}
            <FrozenCensuses choose={(census) => turn({ asOf: census.cutOff, knownAt: census.frozenAt ?? undefined })} />
          </>
        )}
        onChange={(value) => {
          const chosen = value?.format('YYYY-MM-DD')
          turn({ asOf: chosen === today ? undefined : chosen, knownAt: undefined })
        }}
      />
      {knownAt === undefined ? null : (
        <button
          type="button"
          className="chip removable"
          title={t('asOf.knewChip', { at: instantText(knownAt, language) })}
          onClick={() => turn({ knownAt: undefined })}
        >
          {t('asOf.knew')} <span aria-hidden="true">×</span>
          <span className="unseen">{t('asOf.knewNot')}</span>
        </button>
      )}
    </>
  )
}

type Census = Reply<'GET /api/census'>['censuses'][number]

/** Frozen censuses: each is a day and an instant as of which things were known. */
function FrozenCensuses({ choose }: { readonly choose: (census: Census) => void }) {
  const { t } = useText()
  const { data } = useAsk('GET /api/census', {})
  const frozen = (data?.censuses ?? []).filter((census) => census.frozenAt !== null)
  if (frozen.length === 0) return null
  return (
    <div className="frozen">
      <p>{t('asOf.knew')}</p>
      {frozen.map((census) => (
        <button key={census.id} type="button" className="button bare" onClick={() => choose(census)}>
          {t('asOf.knewOf', { title: census.title })}
        </button>
      ))}
    </div>
  )
}
