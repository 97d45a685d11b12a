import { shuffled } from './chance.ts'
import { withChangedCounts, withChangedLines, withChangedNames } from './changes.ts'
import { isFew, isUncovered, jointGroups, shouldBeBuilt } from './coverage.ts'
import { usualUnits } from './groups.ts'
import { withMoreInstructors, withNotes } from './notes.ts'
import { countsAbout, fullMembersOf, isEligible, patched, type DemoOrganization } from './organization.ts'
import { newlyRegistered } from './organizations.ts'
import { filedOrganizations, firms, incubating } from './others.ts'
import { coveredCodes, jointParty, looseParty, ownParty, regionalParty } from './party.ts'
import { withDissolvedParties, withDepartures, withRenewedTerms } from './endings.ts'
import { dayOf, isPlaced, type DemoCity, type Step } from './step.ts'
import { addDays } from '../day.ts'

/** The city at the next return. The order matters: who reaches three members now is not yet asked to have a branch. */
export function nextCity(city: DemoCity, step: Step): DemoCity {
  const founded = withWiderRegions(withNewBranches(withOwnBranches(city, step), step), step)
  const ended = withRenewedTerms(withDissolvedParties(withDepartures(founded, step), step), step)
  const changed = withChangedNames(withChangedLines(withChangedCounts(ended, step), step), step)
  return withMoreInstructors(withNotes(withArrivals(withThirdMembers(changed, step), step), step), step)
}

/** Own branches: two in three of those that lately reached three members, and a dozen that should long have had one. */
function withOwnBranches(city: DemoCity, step: Step): DemoCity {
  const covered = coveredCodes(city.parties)
  const missing = city.organizations.filter((one) => shouldBeBuilt(one, covered))
  const isRecent = (one: DemoOrganization): boolean => (one.eligibleSince ?? '') > addDays(step.from, -180)
  const recent = missing.filter(isRecent).filter((_, index) => index % 3 < 2)
  const old = shuffled(
    step.chance,
    missing.filter((one) => !isRecent(one)),
  ).slice(0, step.scaled(12))
  const parties = [...recent, ...old].map((unit) => ownParty(unit, { ...step, asOf: step.to, foundedOn: dayOf(step) }))
  return { ...city, parties: [...city.parties, ...parties] }
}

/** New joint branches among neighbours that have nothing yet, some of them temporary. */
function withNewBranches(city: DemoCity, step: Step): DemoCity {
  const covered = coveredCodes(city.parties)
  const units = city.organizations.filter((one) => isUncovered(one, covered) && isFew(one) && isPlaced(one))
  const { groups } = jointGroups(units, () => usualUnits(step.chance))
  const [joint, temporary] = [step.scaled(14), step.scaled(2)]
  const parties = shuffled(step.chance, groups)
    .slice(0, joint + temporary)
    .map((group, index) => {
      const founding = { ...step, asOf: step.to, foundedOn: dayOf(step) }
      return index < joint ? jointParty(group, founding) : looseParty(group, 'temporary', founding)
    })
  return { ...city, parties: [...city.parties, ...parties] }
}

/** Regional branches take in some organizations without members; a full one is followed by a new one. */
function withWiderRegions(city: DemoCity, step: Step): DemoCity {
  const covered = coveredCodes(city.parties)
  const free = city.organizations.filter(
    (one) => isUncovered(one, covered) && fullMembersOf(one) === 0 && one.counts !== null && isPlaced(one),
  )
  return shuffled(step.chance, free)
    .slice(0, step.scaled(30))
    .reduce((now, unit) => withRegionalUnit(now, unit, step), city)
}

function withRegionalUnit(city: DemoCity, unit: DemoOrganization, step: Step): DemoCity {
  const { township } = unit.community
  const open = city.parties.find(
    (party) =>
      party.endedOn === null &&
      party.name.startsWith(`${township.name}社会组织`) &&
      party.name.endsWith('综合党支部') &&
      party.covers.length < 40,
  )
  if (open === undefined) {
    const created = regionalParty(township, [unit], { ...step, asOf: step.to, foundedOn: dayOf(step) })
    return { ...city, parties: [...city.parties, created] }
  }
  const wider = { ...open, covers: [...open.covers, unit.code] }
  return { ...city, parties: city.parties.map((party) => (party === open ? wider : party)) }
}

/** A third full member where there is no Party organization: the grace period begins. */
function withThirdMembers(city: DemoCity, step: Step): DemoCity {
  const covered = coveredCodes(city.parties)
  const two = city.organizations.filter((one) => isUncovered(one, covered) && fullMembersOf(one) === 2 && isPlaced(one))
  const grown = shuffled(step.chance, two).slice(0, step.scaled(step.isLast ? 31 : 20))
  const patches = new Map(
    grown.map((one) => {
      const counts = countsAbout(3, one.counts?.staffFullTime ?? 3, step.chance)
      return [one.code, { counts, eligibleSince: step.to }]
    }),
  )
  return { ...city, organizations: patched(city.organizations, patches) }
}

/** New organizations of every population; some of those in incubation end it, as others begin. */
function withArrivals(city: DemoCity, step: Step): DemoCity {
  const { register, chance, scaled } = step
  const registered = newlyRegistered(register, { total: scaled(72), withThree: scaled(5) }, step, chance)
  const counts = { lawFirm: scaled(3), accountingFirm: scaled(1), taxFirm: scaled(1) }
  const arrived = [
    ...registered.map((one, index) => newcomer(one, index, step)),
    ...filedOrganizations(register, scaled(130), step, chance),
    ...firms(register, counts, { period: step, chance }),
    ...incubating(register, scaled(16), step, chance),
  ]
  const before = withGraduates(city, step)
  return { ...before, organizations: [...before.organizations, ...arrived] }
}

/** With three members: registered so lately that it is within grace a while after the return. Some have no body yet. */
function newcomer(one: DemoOrganization, index: number, { to, chance }: Step): DemoOrganization {
  if (!isEligible(one)) return index % 9 === 8 ? { ...one, bodyId: '' } : one
  const registeredOn = addDays(to, -2 - chance.below(110))
  return { ...one, registeredOn, eligibleSince: registeredOn }
}

function withGraduates(city: DemoCity, step: Step): DemoCity {
  const inside = city.organizations.filter(
    (one) => one.status === 'incubating' && one.endedOn === null && one.registeredOn < addDays(step.from, -60),
  )
  const patches = new Map(
    shuffled(step.chance, inside)
      .slice(0, step.scaled(14))
      .map((one) => [one.code, { endedOn: dayOf(step) }]),
  )
  return { ...city, organizations: patched(city.organizations, patches) }
}
