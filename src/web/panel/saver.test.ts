import { describe, expect, test } from 'vitest'
import type { ExpertScores } from '../../domain/score.ts'
import { openSaver } from './saver.ts'

type Sent = { readonly scores: ExpertScores; readonly seen: number; readonly key: string }

/** A saver whose server answers as it is told, and whose clock is moved by hand. */
function stage(answers: readonly (number | 'lost' | 'stale')[]) {
  const left = [...answers]
  const sent: Sent[] = []
  let due: (() => void) | undefined
  let keys = 0
  const saver = openSaver(
    {
      send: async (scores, seen, key) => {
        sent.push({ scores, seen, key })
        const answer = left.shift()
        if (typeof answer !== 'number') throw new Error(answer)
        return answer
      },
      newKey: () => `key ${(keys += 1)}`,
      isPassing: (error) => error instanceof Error && error.message === 'lost',
      later: (run) => {
        due = run
        return () => (due = undefined)
      },
    },
    { scores: {}, version: 4 },
  )
  return { saver, sent, tick: () => due?.(), isDue: () => due !== undefined }
}

const points = (value: number) => ({ points: value, reason: '' })

describe('points are kept as they are typed', () => {
  test('together after a pause, each packet on the version before it', async () => {
    const { saver, sent, tick } = stage([5, 6])
    saver.put('a', points(1))
    saver.put('b', points(2))
    expect(saver.kept().states).toEqual({ a: 'waiting', b: 'waiting' })
    tick()
    expect(await saver.settle()).toBe(true)
    saver.put('a', points(3))
    expect(await saver.settle()).toBe(true)
    expect(sent.map(({ scores, seen }) => [Object.keys(scores), seen])).toEqual([
      [['a', 'b'], 4],
      [['a'], 5],
    ])
    expect(saver.kept()).toMatchObject({ version: 6, states: { a: 'saved', b: 'saved' }, error: null })
  })

  test('and sent again with the same key where the answer was lost', async () => {
    const { saver, sent, isDue } = stage(['lost', 5, 6])
    saver.put('a', points(1))
    expect(await saver.settle()).toBe(false)
    expect([saver.kept().states['a'], isDue()]).toEqual(['failed', true])
    saver.put('b', points(2))
    expect(await saver.settle()).toBe(true)
    expect(sent.map((one) => one.key)).toEqual(['key 1', 'key 1', 'key 2'])
    expect(sent[2]).toMatchObject({ seen: 5, scores: { b: points(2) } })
  })

  test('and not tried again by themselves where the server says no', async () => {
    const { saver, isDue } = stage(['stale'])
    saver.put('a', points(1))
    expect(await saver.settle()).toBe(false)
    expect([saver.kept().states['a'], saver.kept().error instanceof Error, isDue()]).toEqual(['refused', true, false])
  })
})
