import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

export type Burden = { taps: number; keys: number; characters: number; pages: number }
export type Budget = Partial<Burden>

/** What each scenario may cost a person; a change that costs more fails. */
export const BUDGETS: Readonly<Record<string, Budget>> = JSON.parse(readFileSync('e2e/budgets.json', 'utf8'))

/** Counts what a person really does in a page, by the events that the page gets: taps, keys, typed characters, pages. */
export async function countBurden(page: Page): Promise<{ readonly count: Burden; readonly begin: () => void }> {
  const count: Burden = { taps: 0, keys: 0, characters: 0, pages: 0 }
  await page.exposeFunction('countBurden', (kind: keyof Burden, amount: number) => {
    count[kind] += amount
  })
  await page.addInitScript(watch)
  await page.evaluate(watch)
  return { count, begin: () => void Object.assign(count, { taps: 0, keys: 0, characters: 0, pages: 0 }) }
}

/** Runs in the page. */
function watch(): void {
  const tell = (kind: string, amount = 1) => void Reflect.get(window, 'countBurden')(kind, amount)
  document.addEventListener('pointerdown', (event) => event.isTrusted && tell('taps'), true)
  document.addEventListener('keydown', (event) => event.isTrusted && tell('keys'), true)
  document.addEventListener(
    'input',
    (event) => event instanceof InputEvent && event.data !== null && tell('characters', event.data.length),
    true,
  )
  const push = history.pushState.bind(history)
  history.pushState = (...state) => {
    push(...state)
    tell('pages')
  }
}

/** What is above the budget, in words; empty where all is within. */
export function overBudget(scenario: string, count: Burden): string[] {
  const budget = BUDGETS[scenario]
  if (budget === undefined) throw new Error(`No budget for “${scenario}”.`)
  const kinds = ['taps', 'keys', 'characters', 'pages'] as const
  return kinds.flatMap((kind) => {
    const most = budget[kind]
    return most !== undefined && count[kind] > most ? [`${scenario}: ${count[kind]} ${kind}, ${most} at the most`] : []
  })
}
