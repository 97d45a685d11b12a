import { creditCodeFaults, creditSumMends, normalCode } from './identifier.ts'

/**
 * The valid credit codes that are one character, or one swap of neighbours, away from a code that fails its checks:
 * what was meant where one character was mistyped (domain.md 3.1). None for a valid code or one of another length.
 */
export function codesMeantBy(code: string): string[] {
  const written = normalCode(code)
  if (written.length !== 18 || creditCodeFaults(written).length === 0) return []
  const swaps = Array.from(written).map((own, at) => {
    const next = written[at + 1] ?? ''
    return `${written.slice(0, at)}${next}${own}${written.slice(at + 2)}`
  })
  const meant = [...creditSumMends(written), ...swaps].filter((one) => creditCodeFaults(one).length === 0)
  return [...new Set(meant)]
}

/** The organization number in a code: characters 9 to 17 of a valid credit code, or an old nine-character code. */
export function findOrganizationNumber(code: string): string | undefined {
  const written = normalCode(code).replace(/-/g, '')
  if (/^[0-9A-Z]{8}[0-9X]$/.test(written)) return written
  return written.length === 18 && creditCodeFaults(written).length === 0 ? written.slice(8, 17) : undefined
}

/** Whether one of two codes is the other with one character mistyped or two swapped, by the check characters. */
export function areAlikeCodes(one: string, other: string): boolean {
  return codesMeantBy(one).includes(normalCode(other)) || codesMeantBy(other).includes(normalCode(one))
}
