import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { draftFaults, scoreFaults, type ExpertScore, type ScoreFault } from '../../domain/score.ts'
import { ask, newKey } from '../shared/ask.ts'
import { isAskError } from '../shared/ask-error.ts'
import type { FieldState } from '../shared/field-mark.tsx'
import { pointsOfText, pointsText } from '../shared/points.ts'
import { openSaver, type Kept } from './saver.ts'
import type { Evidence, Seat } from './seat.ts'

export type SeatScores = Kept & {
  /** What the input of an indicator shows. */
  readonly shown: (id: string) => string
  readonly typePoints: (id: string, text: string) => void
  readonly typeReason: (id: string, reason: string) => void
  readonly stateOf: (id: string) => FieldState | undefined
  /** What is wrong with what is typed, whether or not it is complete. */
  readonly wrong: readonly ScoreFault[]
  /** All that keeps the scores from being handed in. */
  readonly faults: readonly ScoreFault[]
  readonly settle: () => Promise<boolean>
}

const BLANK: ExpertScore = { points: null, reason: '' }
const PASSING: readonly number[] = [0, 401, 408, 425, 429, 500, 502, 503, 504]

/** The points of one seat: typed, judged by the rules of the server, kept by themselves with their version. */
export function useSeatScores(seat: Seat, { sheet }: Evidence): SeatScores {
  const queries = useQueryClient()
  const { id } = seat
  const [saver] = useState(() =>
    openSaver(
      {
        send: async (scores, seen, key) => {
          const reply = await ask('PUT /api/panels/:id/scores', { params: { id }, body: { scores, seen }, key })
          queries.setQueryData(['GET /api/panels/:id', { params: { id } }], reply)
          return reply.version
        },
        newKey,
        isPassing: (error) => isAskError(error) && PASSING.includes(error.status),
        later: (run, ms) => {
          const timer = setTimeout(run, ms)
          return () => clearTimeout(timer)
        },
      },
      { scores: seat.scores, version: seat.version },
    ),
  )
  useEffect(() => sendBeforeLeaving(saver), [saver])
  const kept = useSyncExternalStore(saver.watch, saver.kept)
  /** What was typed and is no points, by indicator. */
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const scoreOf = (of: string) => kept.scores[of] ?? BLANK
  const wrong = draftFaults(
    sheet,
    Object.fromEntries(Object.entries(texts).map(([of, text]) => [of, readPoints(text)])),
  )
  const isWrong = (of: string) => wrong.some((fault) => fault.indicator === of)
  const typePoints = (of: string, text: string) => {
    const points = readPoints(text)
    const isFine = draftFaults(sheet, { [of]: points }).length === 0
    setTexts(({ [of]: _before, ...rest }) => (isFine && !text.endsWith('.') ? rest : { ...rest, [of]: text }))
    const now = saver.kept().scores[of] ?? BLANK
    const next = { ...now, points: isFine ? points.points : null }
    if (next.points !== now.points) saver.put(of, next)
  }
  return {
    ...kept,
    shown: (of) => texts[of] ?? (scoreOf(of).points === null ? '' : pointsText(scoreOf(of).points ?? 0)),
    typePoints,
    typeReason: (of, reason) => saver.put(of, { ...scoreOf(of), reason }),
    stateOf: (of) => (isWrong(of) ? 'refused' : kept.states[of]),
    wrong,
    faults: [...wrong, ...scoreFaults(sheet, kept.scores).filter((fault) => !isWrong(fault.indicator))],
    settle: saver.settle,
  }
}

/** The points that a text says; what is no number is below all bounds. */
function readPoints(text: string): { points: number | null } {
  const points = pointsOfText(text.endsWith('.') ? text.slice(0, -1) : text)
  return { points: typeof points === 'string' ? -1 : points }
}

function sendBeforeLeaving(saver: ReturnType<typeof openSaver>): () => void {
  const isUnsent = () => Object.values(saver.kept().states).some((state) => state !== 'saved')
  const warn = (event: BeforeUnloadEvent) => {
    if (isUnsent()) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  return () => {
    window.removeEventListener('beforeunload', warn)
    void saver.settle()
  }
}
