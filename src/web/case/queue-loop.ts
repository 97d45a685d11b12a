import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { caseQueryOf } from '../shared/case-search.ts'
import { useAsk } from '../shared/use-ask.ts'

/** The queue from which this case was opened: where it stands in it, and the ways to the ones beside it. */
export function useQueueLoop(id: string) {
  const search = useSearch({ from: '/in/cases/$id' })
  const navigate = useNavigate()
  const { kind, state, overdue, soon, done = 0, last } = search
  const isIn = search.queue === 1
  const { overdue: isOverdue, soon: isSoon } = caseQueryOf({ overdue, soon })
  const query = { kind, state, overdue: isOverdue, soon: isSoon }
  const found = useAsk('GET /api/cases/:id/neighbours', { params: { id }, query }, { enabled: isIn }).data
  const go = (to: string, more: { readonly done?: number; readonly last?: string } = {}) =>
    navigate({ to: '/cases/$id', params: { id: to }, search: { ...search, ...more } })
  const next = found?.next ?? null
  return {
    isIn,
    done,
    last,
    /** Counted from the first that was opened: what is done stays counted. */
    position: found?.position == null ? null : found.position + done,
    total: (found?.total ?? 0) + done,
    isKnown: found !== undefined,
    previous: found?.previous ?? null,
    next,
    go,
    /** On to the next after an act; where nothing is left, back to the list. */
    leave: () =>
      next === null
        ? navigate({ to: '/cases', search: { box: 'mine', kind, state, overdue, soon } })
        : go(next, { done: done + 1, last: id }),
  }
}
export type QueueLoop = ReturnType<typeof useQueueLoop>

export type CaseKeys = {
  readonly act?: (() => void) | undefined
  readonly next?: (() => void) | undefined
  readonly previous?: (() => void) | undefined
  readonly help?: (() => void) | undefined
}

/** Ctrl+Enter, Alt+Down, Alt+Up, Ctrl+/; none while somebody types or chooses, and none without Ctrl or Alt (SC 2.1.4). */
export function useCaseKeys(keys: CaseKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = nameOf(event)
      if (name === undefined || event.repeat || isTyping(event.target)) return
      const act = latest.current[name]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function nameOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): keyof CaseKeys | undefined {
  if (ctrlKey || metaKey) return key === 'Enter' ? 'act' : key === '/' || key === '?' ? 'help' : undefined
  if (!altKey) return undefined
  return key === 'ArrowDown' ? 'next' : key === 'ArrowUp' ? 'previous' : undefined
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('form, input, textarea, select, dialog, [role="dialog"], [contenteditable="true"]') !== null
  )
}
