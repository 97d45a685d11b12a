import { expect, test } from 'vitest'
import { makeQueue } from './queue.ts'

test('jobs run one after another, each id once at a time, and one that fails stops none', async () => {
  const heard: unknown[] = []
  const queue = makeQueue((error) => heard.push(error))
  const order: string[] = []
  const job = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push(`${name} ends`)
    if (name === 'a') throw new Error('a fails')
  }
  queue.add('a', job('a'))
  queue.add('a', job('again'))
  queue.add('b', job('b'))
  queue.reserve('c')
  expect([queue.holds('a'), queue.holds('b'), queue.holds('c'), queue.holds('d')]).toEqual([true, true, true, false])
  queue.release('c')
  await queue.settled()
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  expect(heard).toHaveLength(1)
  expect([...queue.held()]).toEqual([])
})
