import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useScope } from './scope.ts'
import { useText } from './text.ts'
import { useTurn } from './turn.ts'

/** The day that the pages look at; empty is today. */
export function AsOfPicker({ today }: { readonly today: string }) {
  const { t, language } = useText()
  const { asOf } = useScope()
  const turn = useTurn()
  const day = asOf ?? today
  const shape = language === 'zh' ? `[${t('asOf')}] YYYY年M月D日` : `[${t('asOf')}] D MMM YYYY`
  return (
    <DatePicker
      className="as-of"
      aria-label={t('asOf.name')}
      value={dayjs(day)}
      format={[shape, 'YYYY-MM-DD', 'YYYYMMDD']}
      allowClear={false}
      suffixIcon={<span aria-hidden="true">▾</span>}
      showNow={false}
      renderExtraFooter={() =>
        asOf === undefined ? null : (
          <button type="button" className="button bare" onClick={() => turn({ asOf: undefined })}>
            {t('asOf.today')}
          </button>
        )
      }
      onChange={(value) => {
        const chosen = value?.format('YYYY-MM-DD')
        turn({ asOf: chosen === today ? undefined : chosen })
      }}
    />
  )
}
