import { Link } from '@tanstack/react-router'
import { lineName } from '../shared/names.ts'
import { distanceText, numberText } from '../shared/number.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import type { PlanGroup, PlanIndex, PlanReply, PlanUnit } from './plan.ts'
import { Scroll } from '../shared/scroll.tsx'

type DetailsProps = { readonly index: PlanIndex; readonly pick: string | undefined; readonly reply: PlanReply }

/** What is picked: the group with its distances and what is alike, or one unit and where it stands. */
export function GroupDetails({ index, pick, reply }: DetailsProps) {
  const { t } = useText()
  const unit = pick === undefined ? undefined : index.units.get(pick)
  if (unit === undefined) return <p className="note">{t('map.pickHint')}</p>
  const group = index.groups.get(unit.id)
  if (group !== undefined) return <Group group={group} index={index} />
  return <Unit unit={unit} index={index} reply={reply} />
}

function Group({ group, index }: { readonly group: PlanGroup; readonly index: PlanIndex }) {
  const { t } = useText()
  const host = index.units.get(group.host)
  return (
    <Scroll name={t('plan.title')}>
      <table className="num tight">
        <caption>
          {t('group.caption', { host: host?.name ?? group.host, members: group.members, cost: numberText(group.cost) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('organization.name')}</th>
            <th scope="col">{t('organization.fullMembers')}</th>
            <th scope="col">{t('group.distance')}</th>
            <th scope="col">{t('group.industry')}</th>
            <th scope="col">{t('group.superior')}</th>
          </tr>
        </thead>
        <tbody>
          {group.units.map((id) => (
            <GroupRow key={id} id={id} group={group} index={index} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function GroupRow({ id, group, index }: { readonly id: string; readonly group: PlanGroup; readonly index: PlanIndex }) {
  const { t } = useText()
  const unit = index.units.get(id)
  const term = group.terms.find((one) => one.id === id)
  const alike = (same: boolean) => (
    <StateWord tone={same ? 'leaf' : 'plain'} word={t(same ? 'group.alike' : 'group.other')} />
  )
  return (
    <tr>
      <th scope="row">
        <UnitLink id={id} unit={unit} />
        <small>
          {[unit?.placeName, unit?.industry].filter((part) => part !== null && part !== undefined).join(' · ')}
        </small>
      </th>
      <td>{unit === undefined ? null : numberText(unit.members)}</td>
      {term === undefined ? (
        <td colSpan={3} className="words">
          {t('group.host')}
        </td>
      ) : (
        <>
          <td>{distanceText(term.distance)}</td>
          <td>{alike(term.sameIndustry)}</td>
          <td>{alike(term.sameSuperior)}</td>
        </>
      )}
    </tr>
  )
}

function UnitLink({ id, unit }: { readonly id: string; readonly unit: PlanUnit | undefined }) {
  return (
    <Link to="/orgs/$code" params={{ code: id }}>
      {unit?.name ?? id}
    </Link>
  )
}

function Unit({
  unit,
  index,
  reply,
}: {
  readonly unit: PlanUnit
  readonly index: PlanIndex
  readonly reply: PlanReply
}) {
  const { t, of } = useText()
  const left = reply.unassigned.find(({ id }) => id === unit.id)
  const seat = index.area.get(unit.id)
  return (
    <div className="unit">
      <p>
        <strong>
          <UnitLink id={unit.id} unit={unit} />
        </strong>{' '}
        {t(`role.${index.roles.get(unit.id) ?? 'unassigned'}`)}
      </p>
      <p className="note">
        {t('unit.facts', {
          members: unit.members,
          line: of(lineName(unit.line)),
          place: unit.placeName ?? t('unknown'),
        })}
      </p>
      {left === undefined ? null : <p>{of(left.detail)}</p>}
      {seat === undefined ? null : <p>{t('unit.seat', { seat: index.units.get(seat)?.name ?? seat })}</p>}
    </div>
  )
}
