import { useSyncExternalStore } from 'react'
import { remember, remembered } from './language.ts'

const watchers = new Set<() => void>()

/** Whether the page is shown in large text: a mark on the document that style sheets and the library follow. */
export function useLargeText(): boolean {
  return useSyncExternalStore(watch, isLarge)
}

export function setLargeText(large: boolean): void {
  remember('largeText', large ? 'yes' : 'no')
  document.documentElement.classList.toggle('large', large)
  for (const tell of watchers) tell()
}

/** Puts the page back as it was left. */
export function restoreLargeText(): void {
  setLargeText(remembered('largeText') === 'yes')
}

function isLarge(): boolean {
  return document.documentElement.classList.contains('large')
}

function watch(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
