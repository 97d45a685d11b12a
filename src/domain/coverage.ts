import { earlierEnd, isOn, type Day, type Span } from './day.ts'
import { FORMATION_NAMES, NATURE_NAMES, type Formation, type Level, type Nature } from './party-organization.ts'
import type { Text } from './refusal.ts'

/** How an organization is covered, in the order of precedence of domain.md 4.3. A floating-member branch covers none. */
export const COVERAGE_CLASSES = [
  'independent',
  'joint',
  'industry',
  'regional',
  'temporary',
  'functional',
  'none',
] as const
export type CoverageClass = (typeof COVERAGE_CLASSES)[number]

export const COVERAGE_CLASS_NAMES: Readonly<Record<CoverageClass, Text>> = {
  ...FORMATION_NAMES,
  temporary: NATURE_NAMES.temporary,
  functional: NATURE_NAMES.functional,
  none: { zh: '未覆盖', en: 'not covered' },
}

/** One organization in one Party organization for a span, with what the Party organization is in that span. */
export type Coverage = Span & {
  readonly partyOrganizationId: number
  readonly level: Level
  readonly formation: Formation
  readonly nature: Nature
  /** Whether an approval document is on record: a regional branch covers an organization without members only by name. */
  readonly approved: boolean
}

export type PrimaryCoverage = { readonly class: CoverageClass; readonly coverage: Coverage | undefined }

export function classOf(coverage: Coverage): CoverageClass {
  if (coverage.nature === 'formal') return coverage.formation
  return coverage.nature === 'floating' ? 'none' : coverage.nature
}

/**
 * The one coverage that counts on a day: the highest class, then the longest unbroken time in one Party organization,
 * then the lower id. A floating-member branch is never it, nor one that `mayCount` denies.
 */
export function primaryCoverageOn(
  coverages: readonly Coverage[],
  day: Day,
  mayCount: (coverage: Coverage) => boolean = () => true,
): PrimaryCoverage {
  const best = coverages
    .filter((coverage) => isOn(coverage, day) && classOf(coverage) !== 'none' && mayCount(coverage))
    .toSorted(
      (a, b) =>
        COVERAGE_CLASSES.indexOf(classOf(a)) - COVERAGE_CLASSES.indexOf(classOf(b)) ||
        compare(sinceOf(a, coverages), sinceOf(b, coverages)) ||
        a.partyOrganizationId - b.partyOrganizationId,
    )[0]
  return { class: best === undefined ? 'none' : classOf(best), coverage: best }
}

/** Since when the organization has been in that Party organization without a break, however the time is cut into facts. */
function sinceOf(coverage: Coverage, coverages: readonly Coverage[]): Day {
  const before = coverages.find(
    (one) =>
      one.partyOrganizationId === coverage.partyOrganizationId && one.to === coverage.from && one.from < coverage.from,
  )
  return before === undefined ? coverage.from : sinceOf(before, coverages)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

export type RankedCoverage = Coverage & { readonly primary: boolean }

/** The coverages cut where the primary one changes, so that each piece is primary or secondary for all of its days. */
export function ranked(coverages: readonly Coverage[]): readonly RankedCoverage[] {
  const cuts = [...new Set(coverages.flatMap((one) => (one.to === null ? [one.from] : [one.from, one.to])))].toSorted()
  return coverages.flatMap((coverage) => {
    const inside = cuts.filter((cut) => isOn(coverage, cut))
    return joined(
      inside.map((from, index) => {
        const to = earlierEnd(inside[index + 1] ?? null, coverage.to)
        return { ...coverage, from, to, primary: primaryCoverageOn(coverages, from).coverage === coverage }
      }),
    )
  })
}

/** Neighbouring pieces of one coverage with the same rank become one again. */
function joined(pieces: readonly RankedCoverage[]): RankedCoverage[] {
  const out: RankedCoverage[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (last?.primary === piece.primary) out[out.length - 1] = { ...last, to: piece.to }
    else out.push(piece)
  }
  return out
}
