import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { isAskError } from '../shared/ask-error.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { BallotForm } from './ballot-form.tsx'
import { DeclarationForm } from './declaration-form.tsx'
import { ScoreForm } from './score-form.tsx'
import type { Seat } from './seat.ts'
import { GivenScores } from './sheet-table.tsx'

/** One seat of mine: the declaration, then the sheet beside the evidence, or the ballot. */
export function PanelPage() {
  const { t } = useText()
  const { id } = useParams({ from: '/in/panels/$id' })
  const asked = useAsk('GET /api/panels/:id', { params: { id } })
  const [turn, setTurn] = useState(0)
  const isMissing = isAskError(asked.error) && asked.error.status === 404
  const seat = asked.data
  const reload = () => void asked.refetch().then(() => setTurn((before) => before + 1))
  return (
    <>
      <p className="back">
        <Link to="/panels">{t('seat.back')}</Link>
      </p>
      <PageHead
        title={seat === undefined || seat.name === '' ? t('seat.title') : seat.name}
        lead={seat === undefined || seat.name === '' ? undefined : <SeatLead seat={seat} />}
      />
      {isMissing ? (
        <Empty title={t('seat.missing')}>{t('seat.missingHint')}</Empty>
      ) : (
        <Loaded asked={asked}>{(found) => <SeatBody key={turn} seat={found} reload={reload} />}</Loaded>
      )}
    </>
  )
}

function SeatLead({ seat }: { readonly seat: Seat }) {
  const { t } = useText()
  return (
    <>
      <span className="code">{seat.code}</span> · {seat.callTitle} · {t(`seat.is.${seat.panel}`)}
    </>
  )
}

function SeatBody({ seat, reload }: { readonly seat: Seat; readonly reload: () => void }) {
  const { t } = useText()
  if (seat.isRecused) {
    return (
      <div className="notice">
        <p>
          <StateWord tone="plain" word={t('seat.step.stoodBack')} />
        </p>
        <p>{t('seat.stoodBack')}</p>
      </div>
    )
  }
  if (seat.evidence === null) {
    return seat.isOpen ? <DeclarationForm seat={seat} /> : <p className="notice">{t('seat.over')}</p>
  }
  if (seat.panel === 'review') return <BallotForm seat={seat} evidence={seat.evidence} review={seat.review} />
  if (seat.isOpen) return <ScoreForm seat={seat} evidence={seat.evidence} reload={reload} />
  return <GivenScores seat={seat} evidence={seat.evidence} />
}
