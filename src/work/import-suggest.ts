import type { Problem } from '../domain/problem.ts'
import { listPlacesNamed } from '../store/place.ts'
import { reading, type Desk } from './desk.ts'

/** Distinct words looked up for one import. */
const MAX_WORDS = 200

/**
 * Problems with what to write instead, where a place was named in words and one place of that name is on record. The
 * suggestion is the code with the name behind, as a template's drop-down gives it and the import reads it.
 */
export async function withSuggestions(desk: Desk, problems: readonly Problem[]): Promise<readonly Problem[]> {
  const open = problems.filter(isPlaceWord)
  const words = [...new Set(open.map(({ read }) => read?.trim() ?? ''))].slice(0, MAX_WORDS)
  if (words.length === 0) return problems
  const found = await reading(desk, (tx) => listPlacesNamed(tx, words))
  return problems.map((problem) => {
    if (!isPlaceWord(problem)) return problem
    const matches = found.filter((place) => place.word === problem.read?.trim())
    const [only, another] = matches
    return only === undefined || another !== undefined
      ? problem
      : { ...problem, suggestion: `${only.code} ${only.name}` }
  })
}

function isPlaceWord({ code, read, suggestion }: Problem): boolean {
  return code === 'notPlaceCode' && suggestion === null && read !== null && /\p{Script=Han}/u.test(read)
}
