import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useScope, type Scope } from '../shared/scope.ts'
import { useScopeWords } from '../shared/scope-words.ts'
import { useText } from '../shared/text.ts'

type Order = { readonly key: string; readonly body: Scope & { readonly seed: number; readonly seconds: number } }

/** Makes a plan for the scope of the bar; the same seed and facts give the same plan. */
export function NewPlan() {
  const { t } = useText()
  const { place, line, asOf } = useScope()
  const words = useScopeWords()
  const [seconds, setSeconds] = useState(15)
  const [seed, setSeed] = useState(1)
  const solve = useSolve()
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        solve.mutate({ key: newKey(), body: { place, line, asOf, seconds, seed } })
      }}
    >
      <h2>{t('plans.make')}</h2>
      <p>
        <strong>{words}</strong> <span className="note">{t('plans.scopeNote')}</span>
      </p>
      <div className="row">
        <NumberField name={t('plans.seconds')} value={seconds} from={1} to={120} choose={setSeconds} />
        <NumberField name={t('plans.seed')} value={seed} from={0} to={2147483647} choose={setSeed} />
      </div>
      {solve.error === null ? null : (
        <Failure
          error={solve.error}
          kept={t('plans.kept')}
          retry={() => solve.variables && solve.mutate(solve.variables)}
        />
      )}
      <button type="submit" className="button go" disabled={solve.isPending}>
        {t('plans.makeAct')}
      </button>
    </form>
  )
}

function useSolve() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, body }: Order) => ask('POST /api/plans', { body, key }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['GET /api/plans'] })
      await navigate({ to: '/plans/$id', params: { id } })
    },
  })
}

type NumberProps = {
  readonly name: string
  readonly value: number
  readonly from: number
  readonly to: number
  readonly choose: (value: number) => void
}

function NumberField({ name, value, from, to, choose }: NumberProps) {
  return (
    <label>
      {name}
      <input
        type="number"
        value={value}
        min={from}
        max={to}
        step={1}
        required
        onChange={(event) => choose(event.target.valueAsNumber || from)}
      />
    </label>
  )
}
