import { decisionName } from '../../domain/case.ts'
import type { CaseSearch } from '../shared/case-search.ts'
import { begun, caseName, caseStateName, findDefinition } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { lineName } from '../shared/names.ts'
import { usePlaces } from '../shared/places.ts'
import { useText } from '../shared/text.ts'
import { useTurn, type Turn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'

type Chip = { readonly word: string; readonly gone: Turn }

/** The filters in force, each removable. */
export function CaseChips({ search }: { readonly search: CaseSearch }) {
  const { t } = useText()
  const turn = useTurn()
  const chips = [
    ...useKindChips(search),
    ...useClockChips(search),
    ...useDecisionChips(search),
    ...useDeskChips(search),
  ]
  if (chips.length === 0) return null
  return (
    <p className="row">
      {chips.map(({ word, gone }) => (
        <button key={word} type="button" className="chip removable" onClick={() => turn(gone)}>
          {word} <span aria-hidden="true">×</span>
          <span className="unseen">{t('case.removeFilter')}</span>
        </button>
      ))}
    </p>
  )
}

function useKindChips({ kind, state, pass }: CaseSearch): Chip[] {
  const { t, of } = useText()
  if (kind === undefined) return []
  return [
    { word: of(caseName(kind)), gone: { kind: undefined, state: undefined, decision: undefined, pass: undefined } },
    ...(state === undefined ? [] : [{ word: of(caseStateName(kind, state)), gone: { state: undefined } }]),
    ...(pass === undefined
      ? []
      : [{ word: t('case.filter.pass', { pass: of(caseName(pass)) }), gone: { pass: undefined } }]),
  ]
}

function useClockChips({ overdue, soon, openedFrom, openedTo }: CaseSearch): Chip[] {
  const { t } = useText()
  const opened = useSpanWord(openedFrom, openedTo, 'case.filter.opened')
  return [
    ...(overdue === 1 ? [{ word: t('case.overdue'), gone: { overdue: undefined } }] : []),
    ...(soon === 1 ? [{ word: t('case.soon'), gone: { soon: undefined } }] : []),
    ...(opened === null ? [] : [{ word: opened, gone: { openedFrom: undefined, openedTo: undefined } }]),
  ]
}

function useDecisionChips({ kind, decision, decidedFrom, decidedTo, appealed, overturned }: CaseSearch): Chip[] {
  const { t, of } = useText()
  const decided = useSpanWord(decidedFrom, decidedTo, 'case.filter.decided')
  const definition = findDefinition(kind ?? '')
  return [
    ...(decided === null ? [] : [{ word: decided, gone: { decidedFrom: undefined, decidedTo: undefined } }]),
    ...(decision === undefined || definition === undefined
      ? []
      : [{ word: of(begun(decisionName(definition, decision))), gone: { decision: undefined } }]),
    ...(appealed === 1 ? [{ word: t('case.filter.appealed'), gone: { appealed: undefined } }] : []),
    ...(overturned === 1 ? [{ word: t('case.filter.overturned'), gone: { overturned: undefined } }] : []),
  ]
}

/** Whose desk decides: the names of the body and of the place, once they are known. */
function useDeskChips({ body, at, atLine }: CaseSearch): Chip[] {
  const { of } = useText()
  const bodies = useAsk('GET /api/bodies', { query: {} }, { enabled: body !== undefined }).data?.bodies
  const places = usePlaces(undefined)
  return [
    ...(body === undefined
      ? []
      : [{ word: bodies?.find(({ id }) => id === body)?.name ?? body, gone: { body: undefined } }]),
    ...(at === undefined
      ? []
      : [{ word: places.find(({ code }) => code === at)?.name ?? at, gone: { at: undefined } }]),
    ...(atLine === undefined ? [] : [{ word: of(lineName(atLine)), gone: { atLine: undefined } }]),
  ]
}

function useSpanWord(
  from: string | undefined,
  to: string | undefined,
  key: 'case.filter.opened' | 'case.filter.decided',
): string | null {
  const { t, language } = useText()
  if (from === undefined && to === undefined) return null
  const dayOf = (day: string | undefined) => (day === undefined ? '…' : dayText(day, language))
  return t(key, { from: dayOf(from), to: dayOf(to) })
}
