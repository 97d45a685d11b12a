import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'
import type { Progress } from './campaign.ts'
import { RemindForm } from './remind-form.tsx'

/** What who runs a census can do now: remind the silent, close, freeze. */
export function CampaignActs({ progress }: { readonly progress: Progress }) {
  const { t } = useText()
  const { campaign, silent } = progress
  const [asking, setAsking] = useState<'remind' | 'close' | 'freeze' | undefined>(undefined)
  const shut = () => setAsking(undefined)
  if (asking === 'remind') return <RemindForm campaign={campaign.id} count={silent} shut={shut} />
  if (asking !== undefined) return <EndForm progress={progress} act={asking} shut={shut} />
  if (!campaign.mayRun || campaign.state === 'frozen') return null
  if (campaign.state === 'closed' && campaign.purpose === 'annualReport') return null
  if (campaign.state === 'closed') {
    return (
      <button type="button" className="button go" onClick={() => setAsking('freeze')}>
        {t('census.freeze')}
      </button>
    )
  }
  return (
    <>
      {silent === 0 ? null : (
        <>
          <Link
            className="button"
            to="/census/$id"
            params={{ id: campaign.id }}
            search={{ tab: 'returns', only: 'silent' }}
          >
            {t('census.seeSilent', { count: silent })}
          </Link>
          <button type="button" className="button go" onClick={() => setAsking('remind')}>
            {t('census.remind')}
          </button>
        </>
      )}
      <button type="button" className="button" onClick={() => setAsking('close')}>
        {t('census.close')}
      </button>
    </>
  )
}

type EndProps = { readonly progress: Progress; readonly act: 'close' | 'freeze'; readonly shut: () => void }

/** Says what a closing or a freeze means before it is done. */
function EndForm({ progress, act, shut }: EndProps) {
  const { t } = useText()
  const { campaign, whole } = progress
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const ending = useSubmission((why: string, key) =>
    act === 'close'
      ? ask('POST /api/census/:id/closing', { params: { id: campaign.id }, key })
      : ask('POST /api/census/:id/freeze', {
          params: { id: campaign.id },
          body: why.trim() === '' ? {} : { reason: why },
          key,
        }),
  )
  const end = async () => {
    if ((await ending.submit(reason)) === undefined) return
    await queries.invalidateQueries()
    shut()
  }
  const open = whole.notStarted + whole.inProgress + whole.returned
  return (
    <section className="card fields" aria-label={t(`census.${act}`)}>
      <p>{act === 'close' ? t('census.closeMeans', { count: open }) : t('census.freezeMeans')}</p>
      {act === 'freeze' ? (
        <label>
          {t('census.freezeReason')}
          <textarea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      ) : null}
      {ending.error === null ? null : <Failure error={ending.error} />}
      <div className="row">
        <button type="button" className="button go" disabled={ending.isUnderWay} onClick={() => void end()}>
          {t(`census.${act}`)}
        </button>
        <button type="button" className="button" onClick={shut}>
          {t('census.notNow')}
        </button>
      </div>
    </section>
  )
}
