import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { GroupDetails } from './group-details.tsx'
import { GroupList } from './group-list.tsx'
import { LeftOverList } from './left-over-list.tsx'
import { indexOf, pickedOf, type PlanReply } from './plan.ts'
import { Score } from './score.tsx'

const PlanMap = lazy(async () => ({ default: (await import('./plan-map.tsx')).PlanMap }))

/** Three panes: groups and units left over, the schematic map, and the score with what is picked. */
export function PlanBody({ reply }: { readonly reply: PlanReply }) {
  const { t } = useText()
  const { pick } = useSearch({ from: '/in/plans/$id' })
  const turn = useTurn()
  const index = useMemo(() => indexOf(reply), [reply])
  const picked = useMemo(() => pickedOf(index, pick), [index, pick])
  const choose = (id: string) => turn({ pick: id === pick ? undefined : id }, true)
  return (
    <>
      {reply.stale > 0 ? <output className="notice amber">{t('plan.stale', { count: reply.stale })}</output> : null}
      <div className="planner">
        <div className="pane lists">
          <GroupList reply={reply} index={index} picked={picked} choose={choose} />
          <LeftOverList reply={reply} index={index} picked={picked} choose={choose} />
        </div>
        <section className="pane map" aria-labelledby="map">
          <h2 id="map">{t('map.title')}</h2>
          <Suspense fallback={<div className="plan-map" />}>
            <PlanMap reply={reply} index={index} picked={picked} choose={choose} />
          </Suspense>
          <GroupDetails index={index} pick={pick} reply={reply} />
        </section>
        <div className="pane">
          <Score reply={reply} />
        </div>
      </div>
    </>
  )
}
