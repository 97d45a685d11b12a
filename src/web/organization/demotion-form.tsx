import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { DEMOTION_GROUNDS } from '../../domain/demotion.ts'
import { ask, type Input } from '../shared/ask.ts'
import { begun } from '../shared/case-words.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'

type Proposal = Input<'POST /api/organizations/:id/demotions'>['body']
type Ground = keyof typeof DEMOTION_GROUNDS
const GROUNDS = Object.entries(DEMOTION_GROUNDS)

/** Proposes that a grade be lowered or cancelled, on a ground of the closed list; nothing is decided by it. */
export function DemotionForm({ code, grade }: { readonly code: string; readonly grade: string }) {
  const { t, of } = useText()
  const navigate = useNavigate()
  const [ground, setGround] = useState<Ground>()
  const [reason, setReason] = useState('')
  const propose = useWrite(
    (body: Proposal, key) => ask('POST /api/organizations/:id/demotions', { params: { id: code }, body, key }),
    ({ id }) => void navigate({ to: '/cases/$id', params: { id } }),
  )
  return (
    <details className="card">
      <summary>{t('demotion.propose', { grade })}</summary>
      <form
        className="fields life-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (ground !== undefined) propose.write({ ground, reason: reason.trim() })
        }}
      >
        <p className="note">{t('demotion.means')}</p>
        <fieldset>
          <legend>{t('demotion.ground')}</legend>
          {GROUNDS.map(([key, text]) => (
            <label key={key} className="choice">
              <input
                type="radio"
                name="ground"
                required
                checked={ground === key}
                onChange={() => setGround(groundOf(key))}
              />
              {of(begun(text))}
            </label>
          ))}
        </fieldset>
        <label>
          {t('demotion.reason')}
          <textarea
            required
            maxLength={2000}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {propose.error === null ? null : <Failure error={propose.error} kept={t('entry.kept')} />}
        <div>
          <button
            type="submit"
            className="button go"
            disabled={propose.isUnderWay || ground === undefined || reason.trim() === ''}
          >
            {t('demotion.send')}
          </button>
        </div>
      </form>
    </details>
  )
}

function groundOf(word: string): Ground | undefined {
  return Object.keys(DEMOTION_GROUNDS).find((key): key is Ground => key === word)
}
