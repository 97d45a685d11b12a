import { distanceText } from '../shared/number.ts'
import { useText } from '../shared/text.ts'
import { MoreList } from './more-list.tsx'
import { spreadOf, type PlanGroup, type PlanIndex, type PlanReply } from './plan.ts'

export type ListProps = {
  readonly reply: PlanReply
  readonly index: PlanIndex
  readonly picked: readonly string[]
  readonly choose: (id: string) => void
}

/** The joint branches of the plan; picking one lights it up on the map and shows its terms. */
export function GroupList({ reply, index, picked, choose }: ListProps) {
  const { t } = useText()
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{t('plan.groups', { count: reply.groups.length })}</h2>
      <MoreList
        rows={reply.groups}
        keyOf={({ host }) => host}
        isFirst={({ host }) => picked.includes(host)}
        show={(group) => (
          <GroupButton
            group={group}
            index={index}
            isPicked={picked.includes(group.host)}
            choose={choose}
            reply={reply}
          />
        )}
      />
    </section>
  )
}

type ButtonProps = {
  readonly group: PlanGroup
  readonly index: PlanIndex
  readonly reply: PlanReply
  readonly isPicked: boolean
  readonly choose: (id: string) => void
}

function GroupButton({ group, index, reply, isPicked, choose }: ButtonProps) {
  const { t } = useText()
  const { maxUnits = group.units.length } = reply.limits
  return (
    <button type="button" aria-pressed={isPicked} onClick={() => choose(group.host)}>
      {index.units.get(group.host)?.name ?? group.host}
      <small>
        {t('plan.groupFacts', {
          units: group.units.length,
          most: maxUnits,
          members: group.members,
          spread: distanceText(spreadOf(group)),
        })}
      </small>
    </button>
  )
}
