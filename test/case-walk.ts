import {
  isSecondPairMissing,
  isSpent,
  standingOfCase,
  type CaseAction,
  type CaseDefinition,
  type CaseTime,
} from '../src/domain/case.ts'

/** A shortest list for each pair of a state and an action that can be taken in it, each act by another person. */
export function everyStep(definition: CaseDefinition, time: CaseTime): CaseAction[][] {
  const all = Object.entries(definition.actions)
  const lists = all.filter(([, one]) => one.from.length === 0).map(([name]) => [step(name, 0)])
  const met = new Set<string>()
  for (let at = 0; at < lists.length; at += 1) {
    const list = lists[at] ?? []
    const { state } = standingOfCase(definition, list, time)
    for (const [name, action] of all) {
      if (!action.from.includes(state) || met.has(`${state} ${name}`) || isSpent(definition, name, list)) continue
      if (isSecondPairMissing(action, list, list.length))
        throw new Error(`${name} is barred to somebody who did nothing.`)
      met.add(`${state} ${name}`)
      lists.push([...list, step(name, list.length)])
    }
  }
  return lists
}

function step(action: string, by: number): CaseAction {
  return { action, party: '', by, day: '2026-03-02', form: {} }
}
