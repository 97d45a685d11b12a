import { cityOf } from '../test/planner-city.ts'
import { checkPlan } from '../src/planner/check.ts'
import { solvePlan } from '../src/planner/solve.ts'
import type { PlanProgress } from '../src/planner/solve.ts'

const SIZES = [500, 2000, 10_000, 20_000]
const SEEDS = [1, 2, 3, 4, 5]

// How good the plan is after 2 s and at the end, and what it took (one thread).
console.log('planner: gap to the proven bound on synthetic cities (test/planner-city.ts), one thread')
console.log('organizations  seed  grouped  coverage   gap at 2 s  gap at end  CPU s  check s  holds')
for (const size of SIZES) for (const seed of SEEDS) console.log(lineOf(size, seed))

function lineOf(organizations: number, seed: number): string {
  const input = cityOf(organizations, seed)
  const started = process.cpuUsage()
  const secondsOf = (): number => {
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1e6
  }
  let early: PlanProgress | undefined
  const onProgress = (progress: PlanProgress): void => {
    if (secondsOf() <= 2) early = progress
  }
  const plan = solvePlan(input, { seed, onProgress })
  const solved = secondsOf()
  const check = checkPlan(input, plan)
  const cells = [
    String(organizations).padStart(13),
    String(seed).padStart(4),
    String(plan.coverage.grouped).padStart(7),
    plan.coverage.provenMaximal ? 'maximal ' : 'unproven',
    (early ? percent((early.cost - early.bound) / early.cost) : '-').padStart(11),
    percent(plan.gap).padStart(10),
    solved.toFixed(1).padStart(5),
    (secondsOf() - solved).toFixed(1).padStart(7),
    check.holds ? 'yes' : 'NO',
  ]
  return cells.join('  ')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`
}
