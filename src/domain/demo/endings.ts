import { shuffled } from './chance.ts'
import { dayOf, isPlaced, type DemoCity, type Step } from './step.ts'
import { fullMembersOf, isRegistered, patched, type DemoOrganization } from './organization.ts'
import { addYears, termYears, type DemoParty } from './party.ts'
import { addDays, type Day } from '../day.ts'

/** Deregistered organizations of every population leave the lists of the Party organizations that covered them. */
export function withDepartures(city: DemoCity, step: Step): DemoCity {
  const ends = new Map(leaversOf(city, step).map((one) => [one.code, dayOf(step)]))
  const patches = new Map([...ends].map(([code, endedOn]) => [code, { endedOn }]))
  return {
    organizations: patched(city.organizations, patches),
    parties: city.parties.map((party) => withoutUnits(party, ends)),
  }
}

function leaversOf(city: DemoCity, step: Step): DemoOrganization[] {
  const old = shuffled(
    step.chance,
    city.organizations.filter((one) => one.endedOn === null && one.registeredOn < addDays(step.from, -30)),
  )
  const take = (count: number, holds: (one: DemoOrganization) => boolean): DemoOrganization[] =>
    old.filter(holds).slice(0, step.scaled(count))
  const hasOwn = new Set(
    city.parties.filter((party) => party.formation === 'independent').flatMap((party) => party.covers),
  )
  return [
    ...take(18, (one) => one.status === 'liquidating'),
    ...take(
      46,
      (one) =>
        one.status === 'active' &&
        isRegistered(one) &&
        isPlaced(one) &&
        fullMembersOf(one) < 3 &&
        !hasOwn.has(one.code),
    ),
    ...take(4, (one) => isRegistered(one) && fullMembersOf(one) <= 6 && hasOwn.has(one.code)),
    ...take(60, (one) => one.kind === 'filed'),
    ...take(2, (one) => one.kind === 'lawFirm' && fullMembersOf(one) < 3 && !hasOwn.has(one.code)),
  ]
}

/** A branch without units ends with its last one, a joint branch of one is no branch (R8). */
function withoutUnits(party: DemoParty, ends: ReadonlyMap<string, Day>): DemoParty {
  const leaving = party.covers.filter((code) => ends.has(code))
  if (party.endedOn !== null || leaving.length === 0) return party
  const covers = party.covers.filter((code) => !ends.has(code))
  const least = party.formation === 'joint' && party.nature === 'formal' ? 2 : 1
  if (covers.length >= least) return { ...party, covers }
  const endedOn = leaving.map((code) => ends.get(code) ?? '').reduce((a, b) => (a > b ? a : b))
  return { ...party, endedOn: endedOn > party.foundedOn ? endedOn : addDays(party.foundedOn, 1) }
}

/** Temporary branches end with their task, a few joint ones by decision of their superior. */
export function withDissolvedParties(city: DemoCity, step: Step): DemoCity {
  const old = shuffled(
    step.chance,
    city.parties.filter((party) => party.endedOn === null && party.foundedOn < step.from),
  )
  const ending = new Set([
    ...old.filter((party) => party.nature === 'temporary').slice(0, step.scaled(2)),
    ...old.filter((party) => party.formation === 'joint' && party.nature === 'formal').slice(0, step.scaled(3)),
  ])
  const parties = city.parties.map((party) => (ending.has(party) ? { ...party, endedOn: dayOf(step) } : party))
  return { ...city, parties }
}

/** Most elect on time; who was late before may have done so since. */
export function withRenewedTerms(city: DemoCity, step: Step): DemoCity {
  const parties = city.parties.map((party) => {
    const { termEndsOn } = party
    if (termEndsOn === null || party.endedOn !== null || termEndsOn > step.to) return party
    const elects = step.chance.below(8) < (termEndsOn > step.from ? 7 : 4)
    return elects ? { ...party, termEndsOn: addYears(termEndsOn, termYears(party.level)) } : party
  })
  return { ...city, parties }
}
