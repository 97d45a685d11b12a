import { UNASSIGNED_REASONS } from '../../domain/plan.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import type { ListProps } from './group-list.tsx'
import { MoreList } from './more-list.tsx'

/** Units that no group of the plan takes, each with the reason and the nearest way out. */
export function LeftOverList({ reply, index, picked, choose }: ListProps) {
  const { t, of } = useText()
  return (
    <section aria-labelledby="left">
      <h2 id="left">{t('plan.leftOver', { count: reply.unassigned.length })}</h2>
      {reply.unassigned.length === 0 ? <p className="note">{t('plan.noneLeft')}</p> : null}
      <MoreList
        rows={reply.unassigned}
        keyOf={({ id }) => id}
        isFirst={({ id }) => picked.includes(id)}
        show={({ id, reason, detail }) => (
          <button type="button" aria-pressed={picked.includes(id)} onClick={() => choose(id)}>
            {index.units.get(id)?.name ?? id}
            <small>
              <Reason reason={reason} /> {of(detail)}
            </small>
          </button>
        )}
      />
    </section>
  )
}

function Reason({ reason }: { readonly reason: string }) {
  const { t } = useText()
  const known = UNASSIGNED_REASONS.find((one) => one === reason)
  return <StateWord tone="amber" word={known === undefined ? reason : t(`reason.${known}`)} />
}
