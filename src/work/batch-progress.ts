import { Refusal } from '../domain/refusal.ts'
import { asActor } from '../store/connection.ts'
import { saveProgress, type ProgressRow, type Step } from '../store/job-progress.ts'
import type { Desk } from './desk.ts'
import type { Progress } from './import.ts'

/** At most two words a second: the page asks no more often. */
const TELL_EVERY = 500

/**
 * Tells the row of a job how far the work is, beside the transaction of the work. A job that was asked to stop hears it
 * from here: the next word of the work is refused, and its transaction takes back whatever it wrote.
 */
export function progressOf(desk: Desk, batch: string): Progress {
  let told = 0
  let isTelling = false
  let isStopped = false
  const tell = async (step: Step) => {
    isTelling = true
    try {
      isStopped = await asActor(desk.db, desk.token, (tx) => saveProgress(tx, batch, step))
    } catch {
      // A word that is lost is no reason to lose the work: the next one comes.
    } finally {
      isTelling = false
    }
  }
  return (step, done, total) => {
    if (isStopped) throw new Refusal('BATCH_NOT_READY', { state: 'stopped' })
    const now = performance.now()
    if (isTelling || now - told < TELL_EVERY) return
    told = now
    void tell({ step, done, total })
  }
}

export type ProgressView = {
  readonly step: string
  readonly done: number
  /** 0 where it is not known beforehand. */
  readonly total: number
  /** Rows a second of this step, and seconds that it will take yet; null where nothing can be said. */
  readonly rate: number | null
  readonly secondsLeft: number | null
}

export function progressView({ step, done, total, seconds }: ProgressRow): ProgressView {
  const rate = seconds > 0 && done > 0 ? done / seconds : null
  const left = rate === null || total === 0 ? null : Math.max(0, total - done) / rate
  return {
    step,
    done,
    total,
    rate: rate === null ? null : Math.round(rate),
    secondsLeft: left === null ? null : Math.ceil(left),
  }
}
